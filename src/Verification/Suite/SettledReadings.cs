using System.Collections.Immutable;
using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>
/// Judges scenarios that the document leaves open, once all of a run are known: what a target does otherwise than a reading that it was seen to follow is a miss, and no matter of
/// reading any more.
/// </summary>
internal static class SettledReadings
{
    /// <summary>The scenarios, those that missed something judged by their own weight where each reading that they hang on was seen to be the contract's.</summary>
    public static ImmutableArray<ScenarioResult> Settle(ImmutableArray<SuiteScenario> scenarios, ImmutableArray<ScenarioResult> results)
    {
        var seen = results.SelectMany(r => r.ReadingsSeen).ToLookup(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var byId = scenarios.ToDictionary(s => s.Id, StringComparer.Ordinal);
        return [.. results.Select(r => r.Settled is { } settled && IsSettled(byId[r.Id]) ? Settled(r, settled) : r)];

        bool IsSettled(SuiteScenario scenario) =>
            scenario.OpenBy.All(id =>
                scenario.Subject.Contract.Readings.TryGetValue(id, out var chosen) && seen[id].Any() && seen[id].All(s => s == chosen)
            );
    }

    private static ScenarioResult Settled(ScenarioResult open, ScenarioResult settled) =>
        settled.Verdict is Verdict.Failed or Verdict.Warning ? settled
        : open.Verdict == Verdict.Review ? open with { Asides = settled.Asides }
        : open;
}
