using System.Text;

namespace Conformance.Verification.Scenarios;

/// <summary>What a step is for. And, But and <c>*</c> continue the kind of the step before, or are Given if there is none.</summary>
public enum StepKind
{
    /// <summary>Brings about a state.</summary>
    Given,

    /// <summary>Does what is checked.</summary>
    When,

    /// <summary>Checks the outcome.</summary>
    Then,
}

/// <summary>A step of a scenario with the definition that it runs.</summary>
public sealed class Step
{
    /// <summary>The keyword as written, with the space behind it where it has one: <c>"Given "</c>, <c>"* "</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>What And, But and <c>*</c> stand for.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The text behind the keyword, with placeholders filled.</summary>
    public required string Text { get; init; }

    /// <summary>Where the keyword stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The table or the doc string below it; null where there is none.</summary>
    public required StepArgument? Argument { get; init; }

    /// <summary>The definition that matches.</summary>
    public required StepDefinition Definition { get; init; }

    /// <summary>The keyword and the text.</summary>
    public override string ToString() => Keyword + Text;
}

/// <summary>What stands below a step, placeholders filled: a doc string or a table.</summary>
public sealed class StepArgument
{
    private StepArgument(string? text, IReadOnlyList<IReadOnlyList<string>>? rows) => (Text, Rows) = (text, rows);

    /// <summary>The text of a doc string, its lines ended by line feeds; null for a table.</summary>
    public string? Text { get; }

    /// <summary>The rows of a table, the first of which is its header; null for a doc string.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Rows { get; }

    internal static StepArgument DocString(string text) => new(text, null);

    internal static StepArgument Table(IReadOnlyList<IReadOnlyList<string>> rows) => new(null, rows);

    /// <summary>The doc string's text, or the table as Gherkin with aligned columns.</summary>
    public override string ToString()
    {
        if (Rows is null)
            return Text!;
        List<string[]> lines = [.. Rows.Select(r => r.Select(Escape).ToArray())];
        var widths = Rows[0].Select((_, c) => lines.Max(l => l[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append('|').AppendJoin('|', line.Select((cell, c) => $" {cell.PadRight(widths[c])} ")).Append("|\n");
        return text.ToString();
    }

    private static string Escape(string cell) =>
        cell.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
