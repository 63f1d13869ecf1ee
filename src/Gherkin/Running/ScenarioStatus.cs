namespace Conformance.Gherkin;

/// <summary>What became of a scenario.</summary>
public enum ScenarioStatus
{
    /// <summary>All steps passed, and all hooks.</summary>
    Passed,

    /// <summary>A step or a hook failed.</summary>
    Failed,

    /// <summary>A step is not written yet.</summary>
    Pending,

    /// <summary><see cref="RunnerOptions.StatusOf"/> had it skipped.</summary>
    Skipped,

    /// <summary>The run was cancelled while it ran.</summary>
    Cancelled,
}
