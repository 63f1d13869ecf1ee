using Conformance.Documents;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>type</c> (2020-12 validation, 6.1.1) and, in OpenAPI 3.0, <c>nullable</c>.</summary>
internal static class TypeKeyword
{
    private const string Names = "one of \"object\", \"array\", \"string\", \"number\", \"integer\", \"boolean\"";

    public static Kinds Read(KeywordSource source)
    {
        var nullable = source.Flag("nullable");
        if (!source.TryGet("type", out var type))
            return Kinds.All;
        if (source.Dialect == Dialect.OpenApi30)
            return One(source, type, allowsNull: false) | (nullable ? Kinds.Null : Kinds.None);
        var kinds = nullable ? Kinds.Null : Kinds.None;
        if (type is not ArrayNode)
            return kinds | One(source, type, allowsNull: true);
        foreach (var item in type.Items)
            kinds |= One(source, item, allowsNull: true);
        return kinds;
    }

    private static Kinds One(KeywordSource source, Node type, bool allowsNull)
    {
        var kinds = type.AsString() is { } name ? TypeNames.Find(name) : Kinds.None;
        if (kinds != Kinds.None && (allowsNull || kinds != Kinds.Null))
            return kinds;
        var remedy = (allowsNull, kinds, type) switch
        {
            (false, Kinds.Null, _) => "say \"nullable: true\" beside another type, as OpenAPI 3.0 does",
            (false, _, ArrayNode) => "name one type, since OpenAPI 3.0 has no lists of them; use \"nullable\" or \"oneOf\"",
            _ => "use one of these names",
        };
        source.Problem("type", type, allowsNull ? $"{Names}, \"null\", or an array of them" : Names, remedy);
        return Kinds.All;
    }
}

/// <summary><c>const</c> and <c>enum</c>.</summary>
internal static class ValueKeywords
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.TryGet("const", out var value))
            keywords.Add(new OneOfValues(source.Place, "const", [new SchemaLiteral(value)], [KeywordSource.Quote(value)]));
        if (!source.TryGet("enum", out var values))
            return;
        if (values is ArrayNode)
        {
            var literals = values.Items.Select(item => new SchemaLiteral(item)).ToList();
            keywords.Add(new OneOfValues(source.Place, "enum", literals, values.Items.Select(KeywordSource.Quote)));
        }
        else
        {
            source.Problem("enum", values, "an array of values", "list the allowed values in brackets");
        }
    }
}

/// <summary><c>const</c> and <c>enum</c>: the value is one of those listed (2020-12 validation, 6.1.2 and 6.1.3).</summary>
internal sealed class OneOfValues : Keyword
{
    private const int LongestList = 10;

    private readonly string _keyword;
    private readonly string _expected;
    private readonly NameTable _strings;
    private readonly SchemaLiteral[] _others;

    public OneOfValues(SchemaPlace place, string keyword, IReadOnlyList<SchemaLiteral> values, IEnumerable<string> texts)
        : base(place)
    {
        _keyword = keyword;
        var buffer = Array.Empty<byte>();
        _strings = new NameTable([
            .. values.Where(value => value.Kind == JsonTokenKind.String).Select(value => value.Value.Text(ref buffer).ToArray()),
        ]);
        _others = [.. values.Where(value => value.Kind != JsonTokenKind.String)];
        var list = string.Join(", ", texts.Take(LongestList));
        _expected = values.Count switch
        {
            1 => list,
            <= LongestList => $"one of {list}",
            _ => $"one of {values.Count} values ({list}, …)",
        };
    }

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var kind = run.KindOf(at);
        if (kind is JsonTokenKind.String or JsonTokenKind.Name)
            return _strings.Find(run.Text(at)) >= 0;
        foreach (var value in _others)
        {
            if (value.Kind == kind && ValueEquality.AreEqual(run.ValueAt(at), value.Value, run.Workspace))
                return true;
        }

        return false;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(ref run, at, Place, _keyword, _expected, ViolationReport.Describe(ref run, at));
}
