namespace Conformance.Gherkin;

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
