using Conformance.Verification.Results;

namespace Conformance.Reporting.Messages;

/// <summary>
/// The status of a step in Cucumber's words. Those know neither warnings nor checks that could not be made. A warning becomes <c>PENDING</c>, which
/// wants attention and fails nothing; a strict run's, and what could not be judged, become <c>FAILED</c>, because no other status is sure not to be
/// taken for a pass.
/// </summary>
internal static class StepStatus
{
    public static string Of(StepRecord? step, ScenarioResult scenario, bool isStrict) =>
        step?.Outcome switch
        {
            StepOutcome.Passed => "PASSED",
            StepOutcome.Stopped => Stopped(scenario.Verdict, isStrict),
            _ => "SKIPPED",
        };

    /// <summary>What the step says about its end; null where it has nothing to say.</summary>
    public static string? Message(StepRecord? step, ScenarioResult scenario)
    {
        if (step?.Outcome != StepOutcome.Stopped)
            return null;
        var said = step.Message ?? scenario.Finding?.ToString() ?? scenario.Reason ?? string.Empty;
        return scenario.Verdict == Verdict.Failed ? said : $"{Views.Words.Of(scenario.Verdict)}: {said}";
    }

    private static string Stopped(Verdict verdict, bool isStrict) =>
        verdict switch
        {
            Verdict.Failed or Verdict.Inconclusive => "FAILED",
            Verdict.Warning => isStrict ? "FAILED" : "PENDING",
            Verdict.NotApplicable => "SKIPPED",
            _ => "PASSED",
        };
}
