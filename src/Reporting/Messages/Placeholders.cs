using System.Collections.Immutable;
using Gherkin.Ast;

namespace Conformance.Reporting.Messages;

/// <summary>What stands for each <c>&lt;name&gt;</c> of an outline.</summary>
internal sealed class Placeholders
{
    /// <summary>A scenario without examples.</summary>
    public static readonly Placeholders None = new([]);

    private readonly ImmutableArray<(string Placeholder, string Value)> _values;

    private Placeholders(ImmutableArray<(string Placeholder, string Value)> values) => _values = values;

    public static Placeholders Of(TableRow header, TableRow row) =>
        new([.. header.Cells.Zip(row.Cells, (name, value) => ($"<{name.Value}>", value.Value))]);

    public string Fill(string text) =>
        _values.Aggregate(text, (filled, v) => filled.Replace(v.Placeholder, v.Value, StringComparison.Ordinal));
}
