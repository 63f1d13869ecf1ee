using Conformance.Verification.Results;
using Io.Cucumber.Messages.Types;

namespace Conformance.Reporting.Messages;

/// <summary>
/// The status of a step in Cucumber's words. Those know neither warnings nor checks that could not be made. A warning becomes <c>PENDING</c>, which
/// wants attention and fails nothing; a strict run's, and what could not be judged, become <c>FAILED</c>, because no other status is sure not to be
/// taken for a pass.
/// </summary>
internal static class StepStatus
{
    public static TestStepResultStatus Of(StepRecord? step, ScenarioResult scenario, bool isStrict) =>
        step?.Outcome switch
        {
            StepOutcome.Passed => TestStepResultStatus.PASSED,
            StepOutcome.Stopped => Stopped(scenario.Verdict, isStrict),
            _ => TestStepResultStatus.SKIPPED,
        };

    /// <summary>What the step says about its end; null where it has nothing to say.</summary>
    public static string? Message(StepRecord? step, ScenarioResult scenario)
    {
        if (step?.Outcome != StepOutcome.Stopped)
            return null;
        var said = step.Message ?? scenario.Miss?.ToString() ?? scenario.Reason ?? string.Empty;
        return scenario.Verdict == Verdict.Failed ? said : $"{Views.Words.Of(scenario.Verdict)}: {said}";
    }

    private static TestStepResultStatus Stopped(Verdict verdict, bool isStrict) =>
        verdict switch
        {
            Verdict.Failed or Verdict.Inconclusive => TestStepResultStatus.FAILED,
            Verdict.Warning => isStrict ? TestStepResultStatus.FAILED : TestStepResultStatus.PENDING,
            Verdict.NotApplicable => TestStepResultStatus.SKIPPED,
            _ => TestStepResultStatus.PASSED,
        };
}
