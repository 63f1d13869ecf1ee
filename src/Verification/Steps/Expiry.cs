using System.Text.Json.Nodes;
using System.Xml;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>Lets tokens grow old: by moving the target's clock, or by waiting.</summary>
internal static class Expiry
{
    // A second beyond, for servers that keep times in whole ones.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Lets a kind's lifetime pass.</summary>
    public static Task PassLifetimeAsync(this ScenarioState state, int kind) => state.PassAsync(state.LifetimeOf(kind) + Margin);

    /// <summary>Lets time pass until the second that a JWT's exp names.</summary>
    /// <exception cref="CheckFailedException">The exp names no second of the calendar.</exception>
    public static async Task PassUntilExpiryAsync(this ScenarioState state, string token)
    {
        if (TokenForge.Part(token, 1)?["exp"] is not JsonValue claim || !claim.TryGetValue<double>(out var exp))
            throw new NotApplicableException("The token is no JWT with an exp that can be read.");
        if (!(exp >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && exp <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            throw state.Oracle.Miss(
                "an exp in seconds since 1970 (RFC 7519, sections 2 and 4.1.4)",
                $"exp {claim.ToJsonString()}, which is after the year 9999 or before the year 1",
                null
            );
        var now = state.Target.Clock is { } clock ? await clock.NowAsync(state.Cancellation) : state.Time.GetUtcNow();
        var left = DateTimeOffset.UnixEpoch.AddSeconds(Math.Ceiling(exp)) - now;
        if (left > TimeSpan.Zero)
            await state.PassAsync(left);
    }

    /// <summary>Lets time pass at the target.</summary>
    public static async Task PassAsync(this ScenarioState state, TimeSpan time)
    {
        if (state.Target.Clock is { } clock)
            await clock.AdvanceAsync(time, state.Cancellation);
        else if (state.Target.WaitForExpiry is { } longest && time <= longest)
            await Task.Delay(time, state.Time, state.Cancellation);
        else
            throw new NotApplicableException(
                $"The target's clock cannot be moved, and {XmlConvert.ToString(time)} is longer than the run may wait. {state.Target.Names.Clock}"
            );
    }

    /// <summary>How long a token of the kind that is not used lives from its login.</summary>
    public static TimeSpan LifetimeOf(this ScenarioState state, int kind) =>
        state.Subject.Policy!.Kinds[kind].ShortestLifetime()
        ?? throw new NotApplicableException($"The contract gives its {state.Subject.Policy.Kinds[kind].Name} tokens no lifetime.");
}
