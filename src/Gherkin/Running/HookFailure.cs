namespace Conformance.Gherkin;

/// <summary>A hook that did not end well.</summary>
/// <param name="Hook"><c>Class.Method</c>, or the kind where it has no method.</param>
/// <param name="Kind">When it ran.</param>
/// <param name="Step">The step that it ran for; null for hooks of scenarios.</param>
/// <param name="Status"><see cref="StepStatus.Failed"/>, or what <see cref="RunnerOptions.StatusOf"/> makes of its exception.</param>
/// <param name="Error">What it threw.</param>
public sealed record HookFailure(string Hook, HookKind Kind, Step? Step, StepStatus Status, Exception Error);
