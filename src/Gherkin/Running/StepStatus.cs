namespace Conformance.Gherkin;

/// <summary>What became of a step.</summary>
public enum StepStatus
{
    /// <summary>It ran to its end.</summary>
    Passed,

    /// <summary>It threw an exception, or did not end in time.</summary>
    Failed,

    /// <summary>It did not run, or was broken off, because the scenario had come to its end before.</summary>
    Skipped,

    /// <summary>It threw a <see cref="PendingStepException"/>.</summary>
    Pending,
}
