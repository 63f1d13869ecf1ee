namespace Conformance.Verification.Suite;

/// <summary>How scenarios are run.</summary>
public sealed record RunSettings
{
    /// <summary>How many run at once.</summary>
    public int Workers { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>After how many failed scenarios the run stops, those that are known left out; null for never.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>Whether warnings fail the run.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the target is a mock that the run started itself.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Failures that are known; null for none.</summary>
    public ExpectedFailures? Baseline { get; init; }

    /// <summary>How long a scenario may take; waiting for tokens to expire is not counted.</summary>
    public TimeSpan ScenarioTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where the time of events comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
