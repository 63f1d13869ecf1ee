namespace Conformance.Gherkin;

/// <summary>What stands below a step: a <see cref="DataTable"/> or a <see cref="DocString"/>.</summary>
public abstract class StepArgument
{
    private protected StepArgument(SourceLocation location) => Location = location;

    /// <summary>Where it begins.</summary>
    public SourceLocation Location { get; }
}
