using System.Collections.Immutable;
using System.Globalization;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>Makes the scenarios of the samples.</summary>
internal static class SampleScenarios
{
    public static StepRecord Step(
        string keyword,
        string text,
        int line,
        StepOutcome outcome = StepOutcome.Passed,
        string? message = null,
        string? argument = null,
        params int[] exchanges
    ) =>
        new(
            keyword,
            text,
            argument,
            line,
            outcome,
            message,
            TimeSpan.FromMilliseconds(outcome == StepOutcome.Skipped ? 0 : 5),
            [.. exchanges]
        );

    public static ScenarioResult Scenario(
        FeatureSource source,
        string place,
        string name,
        Verdict verdict,
        ImmutableArray<string> requirements,
        ImmutableArray<StepRecord> steps,
        params RecordedExchange[] exchanges
    ) =>
        new()
        {
            Id = $"{source.Path["features/".Length..]}:{source.LineOf(place).ToString(CultureInfo.InvariantCulture)}",
            Name = name,
            Feature = source == SampleFeatures.Logout ? "Logging out" : "What standards advise",
            Rule = null,
            File = source.Path,
            Line = source.LineOf(place),
            Tags = requirements,
            Requirements = requirements,
            Level = CheckLevel.Must,
            Verdict = verdict,
            Steps = steps,
            Exchanges = [.. exchanges],
            StartedAt = SampleExchanges.Start,
            Duration = TimeSpan.FromMilliseconds(42),
        };
}
