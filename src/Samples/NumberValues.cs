namespace Conformance.Samples;

/// <summary>Numbers that lie in the range and on the grid of a schema.</summary>
internal static class NumberValues
{
    private const int Most = 10_000;

    public static IEnumerable<decimal> Of(NumberRules rules) =>
        (rules.Step > 0 ? OnGrid(rules) : OffGrid(rules)).Where(number => IsInside(rules, number)).Distinct();

    private static bool IsInside(NumberRules rules, decimal number) =>
        (rules.Low is not { } low || (rules.LowIsOut ? number > low : number >= low))
        && (rules.High is not { } high || (rules.HighIsOut ? number < high : number <= high));

    private static IEnumerable<decimal> OnGrid(NumberRules rules)
    {
        var step = rules.Step;
        var start = step < 1 ? Math.Ceiling(1 / step) * step : step;
        if (rules.Low is { } low && low > 0)
            start = Math.Max(start, Math.Ceiling(low / step) * step);
        else if (rules.High is { } high && high < start)
            start = Math.Floor(high / step) * step;

        for (var i = 0; i < Most; i++)
        {
            yield return start + (i * step);
            yield return start - (i * step);
        }
    }

    private static IEnumerable<decimal> OffGrid(NumberRules rules)
    {
        yield return 1.5m;
        var (low, high) = (rules.Low ?? (rules.High ?? 1) - 1, rules.High ?? (rules.Low ?? 0) + 1);
        yield return Math.Round((low / 2) + (high / 2), 6);
        yield return low;
        yield return high;
        for (var i = 1; i < Most; i++)
            yield return low + ((high - low) / Most * i);
    }
}
