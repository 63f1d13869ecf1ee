using System.Numerics;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>multipleOf</c> and the four bounds; in OpenAPI 3.0 the exclusive ones are booleans beside the others.</summary>
internal static class NumberKeywords
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        AddBound(keywords, source, "minimum", "exclusiveMinimum", isUpper: false);
        AddBound(keywords, source, "maximum", "exclusiveMaximum", isUpper: true);
        if (source.Number("multipleOf") is not { } divisor)
            return;
        var number = new NumberText(divisor.Value.Raw);
        if (number.IsZero || number.IsNegative)
            source.Problem("multipleOf", source.Place.Node["multipleOf"]!, "a number above 0", "write a positive number");
        else
            keywords.Add(new MultipleOf(source.Place, divisor));
    }

    private static void AddBound(ICollection<Keyword> keywords, KeywordSource source, string inclusive, string exclusive, bool isUpper)
    {
        if (source.Catalog.HasBooleanBounds)
        {
            var isExclusive = IsExclusive(source, exclusive, inclusive);
            if (source.Number(inclusive) is { } bound)
                keywords.Add(new NumberRange(source.Place, isExclusive ? exclusive : inclusive, bound, isUpper, isExclusive));
            return;
        }

        if (source.Number(inclusive) is { } limit)
            keywords.Add(new NumberRange(source.Place, inclusive, limit, isUpper, isExclusive: false));
        if (source.Number(exclusive) is { } open)
            keywords.Add(new NumberRange(source.Place, exclusive, open, isUpper, isExclusive: true));
    }

    private static bool IsExclusive(KeywordSource source, string exclusive, string inclusive)
    {
        if (!source.TryGet(exclusive, out var value))
            return false;
        if (value.AsBoolean() is { } isExclusive)
            return isExclusive;
        source.Problem(
            exclusive,
            value,
            "true or false",
            $"put the number into \"{inclusive}\" and say true here, as {(source.Dialect == Dialect.Draft4 ? "draft 4" : "OpenAPI 3.0")} does"
        );
        return false;
    }
}

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

    public NumberRange(SchemaPlace place, string keyword, SchemaLiteral limit, bool isUpper, bool isExclusive)
        : base(place)
    {
        _keyword = keyword;
        _limit = limit.Value.Raw.ToArray();
        _plainLimit = NumberText.TryReadPlain(_limit, out var value) ? value : null;
        _isUpper = isUpper;
        _isExclusive = isExclusive;
    }

    public override Kinds AppliesTo => Kinds.Number;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var order =
            _plainLimit is { } limit && run.Tokens[at].IsPlain && NumberText.TryReadPlain(run.Raw(at), out var value)
                ? value.CompareTo(limit)
                : NumberText.Compare(new NumberText(run.Raw(at)), new NumberText(_limit));
        return order == 0 ? !_isExclusive : order < 0 == _isUpper;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
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
            ViolationReport.Describe(ref run, at)
        );
    }
}

/// <summary>
/// <c>multipleOf</c> (2020-12 validation, 6.2.1), without rounding: with value m·10^e and divisor d·10^f,
/// it asks whether m·10^(e-f) is divisible by d, so neither long digits nor large exponents are ever written out.
/// </summary>
internal sealed class MultipleOf : Keyword
{
    private readonly byte[] _text;
    private readonly BigInteger _divisor;
    private readonly ulong _smallDivisor;
    private readonly long _divisorPower;
    private readonly long _plainDivisor;

    public MultipleOf(SchemaPlace place, SchemaLiteral divisor)
        : base(place)
    {
        _text = divisor.Value.Raw.ToArray();
        var number = new NumberText(_text);
        for (var index = 0; index < number.DigitCount; index++)
            _divisor = (_divisor * 10) + number[index];
        _divisorPower = number.LowestPower;
        _smallDivisor = _divisor <= ulong.MaxValue ? (ulong)_divisor : 0;
        _plainDivisor = NumberText.TryReadPlain(_text, out var plain) ? plain : 0;
    }

    public override Kinds AppliesTo => Kinds.Number;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        if (_plainDivisor != 0 && run.Tokens[at].IsPlain && NumberText.TryReadPlain(run.Raw(at), out var plain))
            return plain % _plainDivisor == 0;
        var value = new NumberText(run.Raw(at));
        if (value.IsZero)
            return true;
        var power = value.LowestPower - _divisorPower;
        // The value's last digit is not 0, so it has decimals that no multiple of the divisor has.
        if (power < 0)
            return false;
        return _smallDivisor != 0 ? DividesSmall(value, power) : DividesLarge(value, power);
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(
            ref run,
            at,
            Place,
            "multipleOf",
            $"a multiple of {System.Text.Encoding.UTF8.GetString(_text)}",
            ViolationReport.Describe(ref run, at)
        );

    private bool DividesSmall(NumberText value, long power)
    {
        UInt128 remainder = 0;
        for (var index = 0; index < value.DigitCount; index++)
            remainder = ((remainder * 10) + (uint)value[index]) % _smallDivisor;
        UInt128 square = 10 % _smallDivisor;
        for (; power > 0; power >>= 1)
        {
            if ((power & 1) != 0)
                remainder = remainder * square % _smallDivisor;
            square = square * square % _smallDivisor;
        }

        return remainder == 0;
    }

    private bool DividesLarge(NumberText value, long power)
    {
        var remainder = BigInteger.Zero;
        for (var index = 0; index < value.DigitCount; index++)
            remainder = ((remainder * 10) + value[index]) % _divisor;
        return (remainder * BigInteger.ModPow(10, power, _divisor) % _divisor).IsZero;
    }
}
