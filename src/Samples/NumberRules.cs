using System.Text.Json;

namespace Conformance.Samples;

/// <summary>The range and grid that the numbers of a flat conjunction lie in; bounds beyond ±10^27 are cut to it.</summary>
internal sealed class NumberRules
{
    private const decimal Widest = 1_000_000_000_000_000_000_000_000_000m;

    private NumberRules() { }

    public decimal? Low { get; private set; }

    public bool LowIsOut { get; private set; }

    public decimal? High { get; private set; }

    public bool HighIsOut { get; private set; }

    /// <summary>What every number is a multiple of; 0 when there is no grid.</summary>
    public decimal Step { get; private set; }

    public static NumberRules Of(Flat flat, bool isWhole)
    {
        var rules = new NumberRules { Step = isWhole ? 1 : 0 };
        foreach (var node in flat.Members)
            rules.Narrow(node);
        return rules;
    }

    private void Narrow(SchemaNode node)
    {
        if (Number(node, "minimum") is { } minimum)
            Raise(minimum, node.Flag("exclusiveMinimum"));
        if (Number(node, "exclusiveMinimum") is { } above)
            Raise(above, isOut: true);
        if (Number(node, "maximum") is { } maximum)
            Lower(maximum, node.Flag("exclusiveMaximum"));
        if (Number(node, "exclusiveMaximum") is { } below)
            Lower(below, isOut: true);
        if (Number(node, "multipleOf") is { } step and > 0)
            Step = Step == 0 ? step : CommonMultiple(Step, step);
        if (FormatRange(node.Text("format")) is { } range)
        {
            Raise(range.Low, isOut: false);
            Lower(range.High, isOut: false);
        }
    }

    private static (decimal Low, decimal High)? FormatRange(string? format) =>
        format switch
        {
            "int8" => (sbyte.MinValue, sbyte.MaxValue),
            "int16" => (short.MinValue, short.MaxValue),
            "int32" => (int.MinValue, int.MaxValue),
            "int64" => (long.MinValue, long.MaxValue),
            "uint8" => (0, byte.MaxValue),
            "uint16" => (0, ushort.MaxValue),
            "uint32" => (0, uint.MaxValue),
            "uint64" or "uint" => (0, ulong.MaxValue),
            _ => null,
        };

    private void Raise(decimal bound, bool isOut)
    {
        if (Low is null || bound > Low)
            (Low, LowIsOut) = (bound, isOut);
        else if (bound == Low)
            LowIsOut |= isOut;
    }

    private void Lower(decimal bound, bool isOut)
    {
        if (High is null || bound < High)
            (High, HighIsOut) = (bound, isOut);
        else if (bound == High)
            HighIsOut |= isOut;
    }

    private static decimal? Number(SchemaNode node, string keyword)
    {
        if (node.Keyword(keyword) is not { ValueKind: JsonValueKind.Number } value)
            return null;
        var rough = value.GetDouble();
        return Math.Abs(rough) >= (double)Widest ? Math.Sign(rough) * Widest : value.GetDecimal();
    }

    private static decimal CommonMultiple(decimal a, decimal b)
    {
        var (x, y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }
}
