namespace Conformance.JsonSchema.Formats;

/// <summary>
/// Durations by the grammar of RFC 3339, appendix A: units in order, none left out between two that are there, weeks alone.
/// </summary>
internal static class DurationFormat
{
    public static bool IsDuration(ReadOnlySpan<byte> text)
    {
        if (!Ascii.TryTake(ref text, 'P') || text.IsEmpty)
            return false;
        var week = text;
        if (TryTakeUnits(ref week, "W"u8, out var hasWeeks) && hasWeeks)
            return week.IsEmpty;
        if (!TryTakeUnits(ref text, "YMD"u8, out _))
            return false;
        if (text.IsEmpty)
            return true;
        return Ascii.TryTake(ref text, 'T') && TryTakeUnits(ref text, "HMS"u8, out var hasTime) && hasTime && text.IsEmpty;
    }

    private static bool TryTakeUnits(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> units, out bool any)
    {
        any = false;
        var next = 0;
        while (Ascii.DigitsAtStart(text) is > 0 and var digits)
        {
            if (digits == text.Length)
                return false;
            var unit = units[next..].IndexOf(text[digits]);
            if (unit < 0 || (any && unit > 0))
                return false;
            any = true;
            next += unit + 1;
            text = text[(digits + 1)..];
        }

        return true;
    }
}
