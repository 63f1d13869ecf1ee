namespace Conformance.JsonSchema.Formats;

/// <summary>Dates and times of RFC 3339, section 5.6.</summary>
internal static class DateTimeFormat
{
    private const int MinutesPerDay = 24 * 60;

    public static bool IsDate(ReadOnlySpan<byte> text) => TryTakeDate(ref text) && text.IsEmpty;

    public static bool IsTime(ReadOnlySpan<byte> text) => TryTakeTime(ref text) && text.IsEmpty;

    public static bool IsDateTime(ReadOnlySpan<byte> text) =>
        TryTakeDate(ref text) && (Ascii.TryTake(ref text, 'T') || Ascii.TryTake(ref text, 't')) && IsTime(text);

    private static bool TryTakeDate(ref ReadOnlySpan<byte> text) =>
        Ascii.TryTakeNumber(ref text, 4, out var year)
        && Ascii.TryTake(ref text, '-')
        && Ascii.TryTakeNumber(ref text, 2, out var month)
        && Ascii.TryTake(ref text, '-')
        && Ascii.TryTakeNumber(ref text, 2, out var day)
        && month is >= 1 and <= 12
        // Year 0 exists in RFC 3339 and is a leap year, as 2000 is; .NET has none.
        && day >= 1
        && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month);

    private static bool TryTakeTime(ref ReadOnlySpan<byte> text)
    {
        if (
            !Ascii.TryTakeNumber(ref text, 2, out var hour)
            || hour > 23
            || !Ascii.TryTake(ref text, ':')
            || !Ascii.TryTakeNumber(ref text, 2, out var minute)
            || minute > 59
            || !Ascii.TryTake(ref text, ':')
            || !Ascii.TryTakeNumber(ref text, 2, out var second)
            || second > 60
        )
            return false;
        if (Ascii.TryTake(ref text, '.'))
        {
            var digits = Ascii.DigitsAtStart(text);
            if (digits == 0)
                return false;
            text = text[digits..];
        }

        if (!TryTakeOffset(ref text, out var offset))
            return false;
        // A leap second is the last of a day in UTC (RFC 3339, 5.7).
        return second < 60 || ((hour * 60) + minute - offset + MinutesPerDay) % MinutesPerDay == MinutesPerDay - 1;
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (Ascii.TryTake(ref text, 'Z') || Ascii.TryTake(ref text, 'z'))
            return true;
        var isNegative = Ascii.TryTake(ref text, '-');
        if (
            (!isNegative && !Ascii.TryTake(ref text, '+'))
            || !Ascii.TryTakeNumber(ref text, 2, out var hour)
            || hour > 23
            || !Ascii.TryTake(ref text, ':')
            || !Ascii.TryTakeNumber(ref text, 2, out var minute)
            || minute > 59
        )
            return false;
        minutes = ((hour * 60) + minute) * (isNegative ? -1 : 1);
        return true;
    }
}

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
