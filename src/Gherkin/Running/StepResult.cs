namespace Conformance.Gherkin;

/// <summary>What became of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Error">What it threw; a <see cref="TimeoutException"/> if it did not end in time. Null unless it ran and did not pass.</param>
/// <param name="Duration">How long it ran, without its hooks.</param>
public sealed record StepResult(Step Step, StepStatus Status, Exception? Error, TimeSpan Duration);
