namespace Conformance.Gherkin;

/// <summary>A text of several lines below a step.</summary>
public sealed class DocString : StepArgument
{
    internal DocString(string content, string? mediaType, SourceLocation location)
        : base(location)
    {
        Content = content;
        MediaType = mediaType;
    }

    /// <summary>The text between the delimiters without their indentation; lines end with a line feed.</summary>
    public string Content { get; }

    /// <summary>What is written behind the opening delimiter, for instance <c>json</c>; null where nothing is.</summary>
    public string? MediaType { get; }

    /// <summary>The content.</summary>
    public override string ToString() => Content;
}
