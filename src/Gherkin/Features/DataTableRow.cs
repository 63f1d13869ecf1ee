namespace Conformance.Gherkin;

/// <summary>A row of a <see cref="DataTable"/> below its header.</summary>
public sealed class DataTableRow
{
    private readonly IReadOnlyList<string> _header;

    internal DataTableRow(IReadOnlyList<string> header, IReadOnlyList<string> cells, SourceLocation location)
    {
        _header = header;
        Cells = cells;
        Location = location;
    }

    /// <summary>The cells from left to right.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>Where the row begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>The cell at a place that counts from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table has fewer columns.</exception>
    public string this[int column] => Cells[column];

    /// <summary>The cell below a heading.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such column.</exception>
    public string this[string column] =>
        TryGet(column, out var cell)
            ? cell
            : throw new KeyNotFoundException($"{Location}: the table has no column \"{column}\"; it has {Sentence.List(_header)}.");

    /// <summary>Finds the cell below a heading; false if the table has no such column.</summary>
    public bool TryGet(string column, out string cell)
    {
        for (var i = 0; i < _header.Count; i++)
        {
            if (_header[i] == column)
            {
                cell = Cells[i];
                return true;
            }
        }

        cell = string.Empty;
        return false;
    }
}
