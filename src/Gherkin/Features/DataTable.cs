using System.Text;

namespace Conformance.Gherkin;

/// <summary>A table below a step. Its first row is the header.</summary>
public sealed class DataTable : StepArgument
{
    internal DataTable(
        IReadOnlyList<string> header,
        IReadOnlyList<(IReadOnlyList<string> Cells, SourceLocation Location)> rows,
        SourceLocation location
    )
        : base(location)
    {
        Header = header;
        Rows = [.. rows.Select(r => new DataTableRow(header, r.Cells, r.Location))];
    }

    /// <summary>The cells of the first row.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows below the header; each has as many cells as the header.</summary>
    public IReadOnlyList<DataTableRow> Rows { get; }

    /// <summary>The table as Gherkin with aligned columns.</summary>
    public override string ToString()
    {
        List<string[]> lines =
        [
            [.. Header.Select(Escape)],
            .. Rows.Select(r => r.Cells.Select(Escape).ToArray()),
        ];
        var widths = Header.Select((_, c) => lines.Max(l => l[c].Length)).ToArray();
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
