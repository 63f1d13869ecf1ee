using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>What the settings are called that sentences advise: options where a user typed a command, members of this library elsewhere.</summary>
internal sealed record SettingNames
{
    /// <summary>Those of the command line.</summary>
    public static SettingNames OfCommandLine { get; } =
        new()
        {
            AllowsUndocumented = "--allow-undocumented",
            Users = "--user",
            Tokens = "give tokens",
            Clock = "Name its control API with --control-api, or wait with --wait-for-expiry.",
            PublicKey = "Name it with --public-key",
            ForeignEndpoint = "Name one with --foreign-endpoint",
            TimeLimit = "--time-limit",
            MaxFailures = "--max-failures",
            DepthOf = depth => $"--depth {depth.ToString().ToLowerInvariant()}",
        };

    /// <summary>Those of the library.</summary>
    public static SettingNames OfLibrary { get; } =
        new()
        {
            AllowsUndocumented = "Target.AllowsUndocumented",
            Users = "Target.Users",
            Tokens = "give Target.Tokens",
            Clock = "Give it one that can be, Target.Clock, or wait with Target.WaitForExpiry.",
            PublicKey = "Give it with Target.PublicKey",
            ForeignEndpoint = "Give one with Target.ForeignEndpoint",
            TimeLimit = "its time limit",
            MaxFailures = "its limit of failures",
            DepthOf = depth => $"RunDepth.{depth}",
        };

    public required string AllowsUndocumented { get; init; }

    public required string Users { get; init; }

    public required string Tokens { get; init; }

    public required string Clock { get; init; }

    public required string PublicKey { get; init; }

    public required string ForeignEndpoint { get; init; }

    public required string TimeLimit { get; init; }

    public required string MaxFailures { get; init; }

    public required Func<RunDepth, string> DepthOf { get; init; }
}
