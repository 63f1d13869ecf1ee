namespace Conformance.Gherkin;

/// <summary>A feature file that could be read.</summary>
public sealed class Feature
{
    /// <summary>The file, as messages show it.</summary>
    public required string Path { get; init; }

    /// <summary>The name behind the keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The free text below the name; empty where there is none.</summary>
    public required string Description { get; init; }

    /// <summary>The language of its keywords, for instance <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Its tags without the <c>@</c>.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Where its keyword stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The text of the whole file.</summary>
    public required string SourceText { get; init; }

    /// <summary>The scenarios that can run, in the order of the file; outlines have one for each row of their examples.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; internal set; } = [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
