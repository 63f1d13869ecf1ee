using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>const</c> and <c>enum</c>: the value is one of those listed (2020-12 validation, 6.1.2 and 6.1.3).</summary>
internal sealed class OneOfValues : Keyword
{
    private const int LongestList = 10;

    private readonly string _keyword;
    private readonly string _expected;
    private readonly NameTable _strings;
    private readonly Literal[] _others;

    public OneOfValues(SchemaPlace place, string keyword, IReadOnlyList<Literal> values, IEnumerable<string> texts)
        : base(place)
    {
        _keyword = keyword;
        var buffer = Array.Empty<byte>();
        _strings = new NameTable([
            .. values.Where(value => value.Kind == TokenKind.String).Select(value => value.Value.Text(ref buffer).ToArray()),
        ]);
        _others = [.. values.Where(value => value.Kind != TokenKind.String)];
        var list = string.Join(", ", texts.Take(LongestList));
        _expected = values.Count switch
        {
            1 => list,
            <= LongestList => $"one of {list}",
            _ => $"one of {values.Count} values ({list}, …)",
        };
    }

    public override bool Holds(ref Run run, int at, int marks)
    {
        var kind = run.KindOf(at);
        if (kind is TokenKind.String or TokenKind.Name)
            return _strings.Find(run.Text(at)) >= 0;
        foreach (var value in _others)
        {
            if (value.Kind == kind && ValueEquality.AreEqual(run.ValueAt(at), value.Value, run.Workspace))
                return true;
        }

        return false;
    }

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(ref run, at, Place, _keyword, _expected, Report.Describe(ref run, at));
}
