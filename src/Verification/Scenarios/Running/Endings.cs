namespace Conformance.Verification.Scenarios;

/// <summary>What became of a step.</summary>
public enum StepStatus
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
public enum ScenarioStatus
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
public sealed record StepResult(Step Step, StepStatus Status, Exception? Error, TimeSpan Duration);

/// <summary>A hook that did not end well.</summary>
/// <param name="Kind">When it ran.</param>
/// <param name="Step">The step that it ran for; null for others.</param>
/// <param name="Error">What it threw; a <see cref="TimeoutException"/> if it did not end in time.</param>
public sealed record HookFailure(HookKind Kind, Step? Step, Exception Error);
