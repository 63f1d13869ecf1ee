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
public sealed record StepFinished(Scenario Scenario, Step Step, StepStatus Status, Exception? Error, TimeSpan Duration) : RunEvent;

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
    ScenarioStatus Status,
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
