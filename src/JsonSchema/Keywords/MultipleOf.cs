using System.Numerics;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Keywords;

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

    public MultipleOf(SchemaPlace place, Literal divisor)
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

    public override bool Holds(ref Run run, int at, int marks)
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

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(
            ref run,
            at,
            Place,
            "multipleOf",
            $"a multiple of {System.Text.Encoding.UTF8.GetString(_text)}",
            Report.Describe(ref run, at)
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
