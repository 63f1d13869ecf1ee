namespace Conformance.Gherkin.Loading;

/// <summary>A definition that matches a step, and what it captured.</summary>
internal sealed record StepMatch(StepDefinition Definition, string?[] Captured)
{
    /// <summary>Whether it is the same method for the same kind by another expression.</summary>
    public bool IsSameStepAs(StepDefinition other) => Definition.Target.Method == other.Target.Method && Definition.Kind == other.Kind;
}
