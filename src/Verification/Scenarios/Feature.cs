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

/// <summary>A scenario that can run: placeholders are filled, background steps come first, and every step has its definition.</summary>
public sealed class Scenario
{
    internal Scenario(Pickle pickle) => Pickle = pickle;

    /// <summary>
    /// <c>path:line</c>, and <c>path:line#row</c> for the scenarios of an outline, where rows count from 1 through all its Examples; with <c>@METHOD /path</c> behind it for another logout than the first.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The name, with placeholders filled.</summary>
    public required string Name { get; init; }

    /// <summary>The free text below the name; empty where there is none.</summary>
    public required string Description { get; init; }

    /// <summary>The feature that it belongs to.</summary>
    public required Feature Feature { get; init; }

    /// <summary>The name of the rule that it belongs to; null where it belongs to none.</summary>
    public required string? Rule { get; init; }

    /// <summary>The tags of its feature, its rule, itself and its examples, without the <c>@</c>, each once.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Where its keyword stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The steps of the feature's background, the rule's background and its own.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The row that an outline's scenario was made from; null for others.</summary>
    public required ExamplesRow? ExamplesRow { get; init; }

    /// <summary>The same scenario once more, to be told apart by its id and its name.</summary>
    internal Scenario Again(string idSuffix, string nameSuffix) =>
        new(Pickle)
        {
            Id = Id + idSuffix,
            Name = Name + nameSuffix,
            Description = Description,
            Feature = Feature,
            Rule = Rule,
            Tags = Tags,
            Location = Location,
            Steps = Steps,
            ExamplesRow = ExamplesRow,
        };

    /// <summary>Itself as Cucumber's message, as Gherkin's compiler made it.</summary>
    internal Pickle Pickle { get; }

    /// <summary>The id and the name.</summary>
    public override string ToString() => $"{Id} {Name}";
}

/// <summary>The row of an Examples table that a scenario was made from.</summary>
/// <param name="Number">Counts the rows of all Examples of the scenario from 1.</param>
/// <param name="ExamplesName">The name of its Examples; empty where it has none.</param>
/// <param name="Header">The column names.</param>
/// <param name="Cells">The values, one for each column.</param>
/// <param name="Location">Where the row stands.</param>
public sealed record ExamplesRow(
    int Number,
    string ExamplesName,
    IReadOnlyList<string> Header,
    IReadOnlyList<string> Cells,
    SourceLocation Location
);
