using Io.Cucumber.Messages.Types;

namespace Conformance.Verification.Scenarios;

/// <summary>The text of a feature file.</summary>
/// <param name="Path">What messages show; scenario ids begin with it.</param>
/// <param name="Text">The Gherkin text.</param>
public sealed record FeatureFile(string Path, string Text);

/// <summary>A place in a feature file.</summary>
/// <param name="Path">The file, as messages show it.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1.</param>
public sealed record SourceLocation(string Path, int Line, int Column)
{
    /// <summary><c>path:line:column</c>.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column}";
}

/// <summary>A feature file that could be read.</summary>
public sealed class Feature
{
    internal Feature(GherkinDocument document) => Document = document;

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

    /// <summary>The file as Cucumber's message; the ids of its nodes are those that <see cref="Scenario.Pickle"/>s name.</summary>
    internal GherkinDocument Document { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
