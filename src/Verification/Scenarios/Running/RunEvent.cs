namespace Conformance.Verification.Scenarios;

/// <summary>Something that happened in a run. Events of one scenario come in order; those of others may come between them.</summary>
public abstract record RunEvent;

/// <summary>The first event.</summary>
/// <param name="Scenarios">What is to run.</param>
/// <param name="At">When.</param>
public sealed record RunStarted(IReadOnlyList<Scenario> Scenarios, DateTimeOffset At) : RunEvent;

/// <summary>A scenario begins.</summary>
public sealed record ScenarioStarted(Scenario Scenario, DateTimeOffset At) : RunEvent;

/// <summary>A step begins; steps that are skipped do not begin.</summary>
public sealed record StepStarted(Scenario Scenario, Step Step) : RunEvent;

/// <summary>A step has ended, or is skipped.</summary>
/// <param name="Scenario">Its scenario.</param>
/// <param name="Step">The step.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Error">What it threw; null unless it ran and did not pass.</param>
/// <param name="Duration">How long it ran.</param>
public sealed record StepFinished(Scenario Scenario, Step Step, StepRunStatus Status, Exception? Error, TimeSpan Duration) : RunEvent;

/// <summary>A hook did not end well.</summary>
public sealed record HookFailed(Scenario Scenario, HookFailure Failure) : RunEvent;

/// <summary>A scenario has ended: its hooks have run, and what was made for it is disposed.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Steps">One for each of its steps.</param>
/// <param name="State">What <see cref="RunnerOptions.Prepare"/> gave back; null where it was not called or failed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it ran, with its hooks.</param>
public sealed record ScenarioFinished(
    Scenario Scenario,
    ScenarioRunStatus Status,
    IReadOnlyList<StepResult> Steps,
    object? State,
    DateTimeOffset StartedAt,
    TimeSpan Duration
) : RunEvent
{
    /// <summary>Its hooks that did not end well.</summary>
    public IReadOnlyList<HookFailure> HookFailures { get; init; } = [];
}

/// <summary>The last event.</summary>
/// <param name="NotRun">The scenarios that never began because the run was cancelled.</param>
/// <param name="Cancelled">Whether the run was cancelled.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RunFinished(IReadOnlyList<Scenario> NotRun, bool Cancelled, DateTimeOffset StartedAt, TimeSpan Duration) : RunEvent
{
    /// <summary>The hooks that did not end well and belong to no scenario: those before the run, and those after the last feature of a worker.</summary>
    public IReadOnlyList<HookFailure> HookFailures { get; init; } = [];
}

/// <summary>What became of a step.</summary>
public enum StepRunStatus
{
    /// <summary>It ran to its end.</summary>
    Passed,

    /// <summary>It threw an exception, or did not end in time.</summary>
    Failed,

    /// <summary>It did not run, or was broken off, because the scenario had come to its end before.</summary>
    Skipped,

    /// <summary>It is not written yet: it threw Reqnroll's <see cref="Reqnroll.PendingStepException"/>.</summary>
    Pending,
}

/// <summary>What became of a scenario.</summary>
public enum ScenarioRunStatus
{
    /// <summary>All steps passed, and all hooks.</summary>
    Passed,

    /// <summary>A step or a hook failed.</summary>
    Failed,

    /// <summary>A step is not written yet.</summary>
    Pending,

    /// <summary>The run was cancelled while it ran.</summary>
    Cancelled,
}

/// <summary>When a hook runs. Reqnroll runs all hooks of a kind as one, up to the first that fails.</summary>
public enum HookKind
{
    /// <summary>Before the first scenario of all.</summary>
    BeforeTestRun,

    /// <summary>Between two features: those after the one and those before the other.</summary>
    Feature,

    /// <summary><see cref="RunnerOptions.Prepare"/>, before the hooks of the scenario.</summary>
    Prepare,

    /// <summary>Before a scenario's first step.</summary>
    BeforeScenario,

    /// <summary>After a step. What fails before a step or before or after a block fails as the step.</summary>
    AfterStep,

    /// <summary>After a block of steps of one kind that was the last.</summary>
    AfterScenarioBlock,

    /// <summary>After a scenario's last step, whatever came before, and the disposal of what was made for it.</summary>
    AfterScenario,
}

/// <summary>What became of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Error">What it threw; a <see cref="TimeoutException"/> if it did not end in time. Null unless it ran and did not pass.</param>
/// <param name="Duration">How long it ran, with its hooks.</param>
public sealed record StepResult(Step Step, StepRunStatus Status, Exception? Error, TimeSpan Duration);

/// <summary>A hook that did not end well.</summary>
/// <param name="Kind">When it ran.</param>
/// <param name="Step">The step that it ran for; null for others.</param>
/// <param name="Error">What it threw; a <see cref="TimeoutException"/> if it did not end in time.</param>
public sealed record HookFailure(HookKind Kind, Step? Step, Exception Error);
