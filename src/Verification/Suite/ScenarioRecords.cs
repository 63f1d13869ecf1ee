using System.Collections.Immutable;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Subjects;

namespace Conformance.Verification.Suite;

/// <summary>Makes results of scenarios that have ended.</summary>
internal static class ScenarioRecords
{
    /// <summary>The result of a scenario that ran.</summary>
    public static ScenarioResult Of(SuiteScenario scenario, Scenarios.ScenarioFinished ended)
    {
        var scene = (Scene)ended.State!;
        var stopped = ended.Steps.FirstOrDefault(s => s.Error is not null);
        var exception = stopped?.Error ?? ended.HookFailures.Select(h => h.Error).FirstOrDefault();
        var (verdict, reason, finding) = Judgement.Of(scenario, scene, stopped?.Step, exception);
        var message = finding?.ToString() ?? reason;
        var exchanges = scene.Conversation.ToEvidence();
        return Empty(scenario) with
        {
            Verdict = verdict,
            Reason = reason,
            Finding = finding,
            Steps =
            [
                .. ended.Steps.Select(
                    (s, i) => Record(s, s == stopped ? message : null, Between(scene.Marks, i, s == stopped, exchanges.Length))
                ),
            ],
            Exchanges = exchanges,
            TriesLogout = scene.TriesLogout,
            ReadingsSeen = scene.Readings.ToImmutableSortedDictionary(StringComparer.Ordinal),
            StartedAt = ended.StartedAt,
            Duration = ended.Duration,
        };
    }

    /// <summary>The result of a scenario that does not apply, and did not run.</summary>
    public static ScenarioResult NotApplicable(SuiteScenario scenario, string reason, TimeProvider time) =>
        Empty(scenario) with
        {
            Verdict = Verdict.NotApplicable,
            Reason = reason,
            Steps = [.. scenario.Scenario.Steps.Select(s => Record(new StepResult(s, StepStatus.Skipped, null, TimeSpan.Zero), null, []))],
            StartedAt = time.GetUtcNow(),
        };

    private static ScenarioResult Empty(SuiteScenario scenario) =>
        new()
        {
            Id = scenario.Id,
            Name = scenario.Name,
            Feature = scenario.Feature,
            Rule = scenario.Scenario.Rule,
            File = scenario.Scenario.Feature.Path,
            Line = (scenario.Scenario.ExamplesRow?.Location ?? scenario.Scenario.Location).Line,
            Tags = [.. scenario.Tags],
            Requirements = scenario.Requirements,
            Level = scenario.Level,
            Verdict = Verdict.Inconclusive,
            Steps = [],
            Exchanges = [],
            StartedAt = default,
            Duration = TimeSpan.Zero,
        };

    private static StepRecord Record(StepResult result, string? message, ImmutableArray<int> exchanges) =>
        new(
            result.Step.Keyword.Trim(),
            result.Step.Text,
            result.Step.Argument?.ToString(),
            result.Step.Location.Line,
            result.Status switch
            {
                StepStatus.Passed => StepOutcome.Passed,
                StepStatus.Skipped => StepOutcome.Skipped,
                _ => StepOutcome.Stopped,
            },
            message,
            result.Duration,
            exchanges
        );

    // The hook after a step notes how many exchanges there were; the step that ended the scenario has the rest.
    private static ImmutableArray<int> Between(List<int> marks, int step, bool isLast, int all)
    {
        var from =
            step == 0 ? 0
            : step - 1 < marks.Count ? marks[step - 1]
            : all;
        var to =
            isLast ? all
            : step < marks.Count ? marks[step]
            : from;
        return [.. Enumerable.Range(from + 1, Math.Max(0, to - from))];
    }
}
