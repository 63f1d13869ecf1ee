using System.Collections.Immutable;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Steps;
using Reqnroll;

namespace Conformance.Verification.Suite;

/// <summary>Makes a verdict of how a scenario ended.</summary>
internal static class Judgement
{
    /// <summary>The verdict, the reason for it, and what was missed.</summary>
    /// <param name="stopped">The step that ended the scenario; null where none did.</param>
    /// <param name="isGround">Whether what ended it is what another check asks for, and this one asks for more.</param>
    /// <param name="isSettled">Whether the target is known to follow the contract's readings.</param>
    public static (Verdict Verdict, string? Reason, Miss? Miss) Of(
        SuiteScenario scenario,
        ScenarioState state,
        Step? stopped,
        Exception? exception,
        bool isGround = false,
        bool isSettled = false
    )
    {
        var isOpen = scenario.OpenBy.Length > 0 && !isSettled;
        var level = isSettled ? scenario.SettledLevel : scenario.Level;
        return AsFinding(exception, stopped, state) switch
        {
            null when isOpen => (Verdict.Review, $"{Open(scenario)} This implementation does as the contract's reading says.", null),
            null when level == CheckLevel.Review => (Verdict.Review, Observed(state), null),
            null => (Verdict.Passed, null, null),
            NotApplicableException reason => (Verdict.NotApplicable, state.Conversation.Redactor.Redact(reason.Message), null),
            LoginFailedException { Miss: var missed } when Asks(scenario, missed) => (Verdict.Failed, null, missed),
            LoginFailedException failed => (Verdict.Inconclusive, state.Conversation.Redactor.Redact(failed.Message), failed.Miss),
            InconclusiveException or TargetException or ClockException => (
                Verdict.Inconclusive,
                state.Conversation.Redactor.Redact(exception!.Message),
                null
            ),
            PendingStepException => (
                Verdict.Inconclusive,
                $"A step is not written yet: {state.Conversation.Redactor.Redact(exception!.Message)}",
                null
            ),
            TimeoutException => (Verdict.Inconclusive, "The scenario took too long and was ended.", null),
            CheckFailedException missed when stopped?.Kind == StepKind.Given && !Asks(scenario, missed.Miss) => (
                Verdict.Inconclusive,
                $"The scenario cannot begin: {missed.Miss}",
                missed.Miss
            ),
            CheckFailedException missed when isGround => (
                Verdict.Inconclusive,
                $"The scenario cannot go on: {missed.Miss}",
                missed.Miss with
                {
                    IsStated = true,
                }
            ),
            CheckFailedException missed when isOpen => (Verdict.Review, $"{Open(scenario)} {missed.Miss}", null),
            CheckFailedException missed when level == CheckLevel.Review => (Verdict.Review, missed.Miss.ToString(), null),
            CheckFailedException missed => (level == CheckLevel.Must ? Verdict.Failed : Verdict.Warning, null, missed.Miss),
            _ => (Verdict.Inconclusive, FaultOfTheRun(state, "scenario", exception!), null),
        };
    }

    /// <summary>A sentence for what nobody foresaw.</summary>
    public static string FaultOfTheRun(ScenarioState state, string what, Exception exception) =>
        $"The {what} was ended by a fault of the run itself: {exception.GetType().Name}: {state.Conversation.Redactor.Redact(exception.Message)}";

    // A step of somebody's own says by any exception that its check failed, mostly by one of an assertion library.
    private static Exception? AsFinding(Exception? exception, Step? stopped, ScenarioState state)
    {
        var isOurs =
            exception is InconclusiveException or NotApplicableException or CheckFailedException or TargetException or ClockException;
        if (exception is null or PendingStepException or TimeoutException or OperationCanceledException || isOurs)
            return exception;
        return stopped is null || stopped.Definition.Assembly == typeof(Judgement).Assembly
            ? exception
            : new CheckFailedException(
                new Miss(
                    $"\"{state.Conversation.Redactor.Redact(stopped.ToString())}\" to hold",
                    state.Conversation.Redactor.Redact(exception.Message).TrimEnd('.'),
                    null
                )
            );
    }

    // What a scenario stands on may be what it is there for: whether a new login works shows at the login as well.
    private static bool Asks(SuiteScenario scenario, Miss miss) => miss.Cause?.AskedBy is { } rule && scenario.Requirements.Contains(rule);

    private static string Open(SuiteScenario scenario) => $"The document leaves this open ({string.Join(", ", scenario.OpenBy)}).";

    private static string Observed(ScenarioState state) =>
        state.Observation
        ?? (
            state.Readings.IsEmpty
                ? "As the contract has it."
                : $"Seen: {string.Join(", ", state.Readings.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key}={r.Value}"))}."
        );
}

/// <summary>Makes results of scenarios that have ended.</summary>
internal static class ScenarioRecords
{
    /// <summary>The result of a scenario that ran.</summary>
    public static ScenarioResult Of(SuiteScenario scenario, ScenarioFinished ended)
    {
        var state = (ScenarioState)ended.State!;
        new ExchangeLooks(state.Subject, state.Oracle).Over(state.Conversation.Replies);
        var exchanges = state.Conversation.ToEvidence();
        var result = Of(scenario, ended, state, exchanges, isSettled: false);
        return scenario.OpenBy.IsEmpty ? result : result with { Settled = Of(scenario, ended, state, exchanges, isSettled: true) };
    }

    private static ScenarioResult Of(
        SuiteScenario scenario,
        ScenarioFinished ended,
        ScenarioState state,
        ImmutableArray<RecordedExchange> exchanges,
        bool isSettled
    )
    {
        var stopped = ended.Steps.FirstOrDefault(s => s.Error is not null);
        var exception = stopped?.Error ?? ended.HookFailures.Select(h => h.Error).FirstOrDefault();
        var level = isSettled ? scenario.SettledLevel : scenario.Level;
        var (verdict, reason, miss) = Judgement.Of(
            scenario,
            state,
            stopped?.Step,
            exception,
            IsGround(scenario, ended, stopped),
            isSettled
        );
        ImmutableArray<Miss> asides =
            verdict == Verdict.Review || level == CheckLevel.Review ? [] : [.. state.Asides.Select(a => Attributed(a, scenario, ended))];
        if (verdict == Verdict.Passed && asides.FirstOrDefault(a => a.Rule is null || scenario.Requirements.Contains(a.Rule)) is { } own)
        {
            (verdict, miss) = (level == CheckLevel.Must ? Verdict.Failed : Verdict.Warning, own);
            asides = asides.Remove(own);
        }

        asides = [.. asides.Where(a => a.Rule is not null)];
        var message = miss?.ToString() ?? reason;
        var movesClock = scenario.Tags.Contains(Applicability.NeedsClock);
        miss = miss is null ? null : state.Conversation.WithScript(miss, movesClock);
        asides = [.. asides.Select(a => state.Conversation.WithScript(a, movesClock))];
        return Empty(scenario) with
        {
            Level = level,
            Verdict = verdict,
            Reason = reason,
            Miss = miss,
            Asides = asides,
            Steps =
            [
                .. ended.Steps.Select(
                    (s, i) => Record(s, s == stopped ? message : null, Between(state.ExchangeCounts, i, s == stopped, exchanges.Length))
                ),
            ],
            Exchanges = exchanges,
            TriesLogout = state.TriesLogout,
            ReadingsSeen = state.Readings.ToImmutableSortedDictionary(StringComparer.Ordinal),
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
            Steps =
            [
                .. scenario.Scenario.Steps.Select(s => Record(new StepResult(s, StepRunStatus.Skipped, null, TimeSpan.Zero), null, [])),
            ],
            StartedAt = time.GetUtcNow(),
        };

    // What is left to do would have asked the target for more.
    private static bool IsGround(SuiteScenario scenario, ScenarioFinished ended, StepResult? stopped) =>
        stopped?.Error is CheckFailedException { Miss.Cause.AskedBy: { } rule }
        && !scenario.Requirements.Contains(rule)
        && ended.Steps.SkipWhile(s => s != stopped).Skip(1).Any(s => s.Step.Definition.Acts);

    // Where the scenario itself asks for the form of answers, or for nothing but a logout that succeeds, it has seen for itself what it met.
    private static Miss Attributed(Miss aside, SuiteScenario scenario, ScenarioFinished ended)
    {
        var isAsked =
            ended.Steps.Any(s => s.Step.Definition.Method == $"{nameof(OutcomeSteps)}.{nameof(OutcomeSteps.Documented)}")
            || ended.Steps[^1].Step.Definition.Method == $"{nameof(OutcomeSteps)}.{nameof(OutcomeSteps.LogoutSucceeds)}";
        return
            isAsked
            && aside.Rule is AnyContractRules.Form or AnyContractRules.Logout
            && !scenario.Requirements.Contains(aside.Rule)
            && !scenario.IsRule
            ? aside with
            {
                Rule = null,
            }
            : aside;
    }

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
                StepRunStatus.Passed => StepOutcome.Passed,
                StepRunStatus.Skipped => StepOutcome.Skipped,
                _ => StepOutcome.Stopped,
            },
            message,
            result.Duration,
            exchanges
        );

    // The hook after a step notes how many exchanges there were; the step that ended the scenario has the rest.
    private static ImmutableArray<int> Between(ImmutableArray<int> marks, int step, bool isLast, int all)
    {
        var from =
            step == 0 ? 0
            : step - 1 < marks.Length ? marks[step - 1]
            : all;
        var to =
            isLast ? all
            : step < marks.Length ? marks[step]
            : from;
        return [.. Enumerable.Range(from + 1, Math.Max(0, to - from))];
    }
}
