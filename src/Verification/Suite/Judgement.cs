using System.Collections.Immutable;
using Conformance.Gherkin;
using Conformance.Verification.Results;
using Conformance.Verification.Steps;
using Conformance.Verification.Subjects;
using Conformance.Verification.Targets;

namespace Conformance.Verification.Suite;

/// <summary>Makes a verdict of how a scenario ended.</summary>
internal static class Judgement
{
    /// <summary>The verdict, the reason for it, and what was missed.</summary>
    /// <param name="stopped">The step that ended the scenario; null where none did.</param>
    public static (Verdict Verdict, string? Reason, Finding? Finding) Of(
        SuiteScenario scenario,
        Scene scene,
        StepKind? stopped,
        Exception? exception
    ) =>
        exception switch
        {
            null when scenario.OpenBy.Length > 0 => (
                Verdict.Review,
                $"{Open(scenario)} This implementation does as the contract's reading says.",
                null
            ),
            null when scenario.Level == CheckLevel.Review => (Verdict.Review, Observed(scene), null),
            null => (Verdict.Passed, null, null),
            NotApplicableException reason => (Verdict.NotApplicable, scene.Conversation.Redactor.Redact(reason.Message), null),
            InconclusiveException or TargetException or ClockException => (
                Verdict.Inconclusive,
                scene.Conversation.Redactor.Redact(exception.Message),
                null
            ),
            TimeoutException => (Verdict.Inconclusive, "The scenario took too long and was ended.", null),
            CheckFailedException missed when stopped == StepKind.Given => (
                Verdict.Inconclusive,
                $"The scenario cannot begin: {missed.Finding}",
                missed.Finding
            ),
            CheckFailedException missed when scenario.OpenBy.Length > 0 => (Verdict.Review, $"{Open(scenario)} {missed.Finding}", null),
            CheckFailedException missed when scenario.Level == CheckLevel.Review => (Verdict.Review, missed.Finding.ToString(), null),
            CheckFailedException missed => (scenario.Level == CheckLevel.Must ? Verdict.Failed : Verdict.Warning, null, missed.Finding),
            _ => (Verdict.Inconclusive, FaultOfTheRun(scene, "scenario", exception), null),
        };

    /// <summary>A sentence for what nobody foresaw.</summary>
    public static string FaultOfTheRun(Scene scene, string what, Exception exception) =>
        $"The {what} was ended by a fault of the run itself: {exception.GetType().Name}: {scene.Conversation.Redactor.Redact(exception.Message)}";

    private static string Open(SuiteScenario scenario) => $"The document leaves this open ({string.Join(", ", scenario.OpenBy)}).";

    private static string Observed(Scene scene) =>
        scene.Observation
        ?? (
            scene.Readings.IsEmpty
                ? "As the contract has it."
                : $"Seen: {string.Join(", ", scene.Readings.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key}={r.Value}"))}."
        );
}
