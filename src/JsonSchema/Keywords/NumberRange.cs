using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// One bound of a number: <c>minimum</c>, <c>maximum</c> or an exclusive one (2020-12 validation, 6.2). Exact for any number of digits.
/// </summary>
internal sealed class NumberRange : Keyword
{
    private readonly string _keyword;
    private readonly byte[] _limit;
    private readonly long? _plainLimit;
    private readonly bool _isUpper;
    private readonly bool _isExclusive;

    public NumberRange(SchemaPlace place, string keyword, Literal limit, bool isUpper, bool isExclusive)
        : base(place)
    {
        _keyword = keyword;
        _limit = limit.Value.Raw.ToArray();
        _plainLimit = NumberText.TryReadPlain(_limit, out var value) ? value : null;
        _isUpper = isUpper;
        _isExclusive = isExclusive;
    }

    public override Kinds AppliesTo => Kinds.Number;

    public override bool Holds(ref Run run, int at, int marks)
    {
        var order =
            _plainLimit is { } limit && run.Tokens[at].IsPlain && NumberText.TryReadPlain(run.Raw(at), out var value)
                ? value.CompareTo(limit)
                : NumberText.Compare(new NumberText(run.Raw(at)), new NumberText(_limit));
        return order == 0 ? !_isExclusive : order < 0 == _isUpper;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var relation = (_isUpper, _isExclusive) switch
        {
            (true, true) => "below",
            (true, false) => "of at most",
            (false, true) => "above",
            (false, false) => "of at least",
        };
        report.Add(
            ref run,
            at,
            Place,
            _keyword,
            $"a number {relation} {System.Text.Encoding.UTF8.GetString(_limit)}",
            Report.Describe(ref run, at)
        );
    }
}
