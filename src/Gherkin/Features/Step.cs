namespace Conformance.Gherkin;

/// <summary>A step of a scenario with the definition that it runs.</summary>
public sealed class Step
{
    internal Step(StepDefinition definition, StepArguments arguments)
    {
        Definition = definition;
        Arguments = arguments;
    }

    /// <summary>The keyword as written, with the space behind it where it has one: <c>"Given "</c>, <c>"* "</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>What And, But and <c>*</c> stand for.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The text behind the keyword, with placeholders filled.</summary>
    public required string Text { get; init; }

    /// <summary>Where the keyword stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The <see cref="DataTable"/> or <see cref="DocString"/> below it; null where there is none.</summary>
    public StepArgument? Argument => Arguments.Argument;

    /// <summary>The definition that matches.</summary>
    public StepDefinition Definition { get; }

    internal StepArguments Arguments { get; }

    /// <summary>The keyword and the text.</summary>
    public override string ToString() => Keyword + Text;
}
