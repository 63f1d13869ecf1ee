using System.Globalization;

namespace Conformance.Documents;

/// <summary>Exact comparison of JSON number texts of any size, so that no digit is lost on the way through a double.</summary>
internal static class JsonNumber
{
    /// <summary>Negative, zero or positive as the left is less than, equal to or greater than the right.</summary>
    public static int Compare(string left, string right)
    {
        var a = Decompose(left);
        var b = Decompose(right);
        if (a.Sign != b.Sign)
            return a.Sign.CompareTo(b.Sign);
        if (a.Sign == 0)
            return 0;

        var magnitude = a.Exponent != b.Exponent ? a.Exponent.CompareTo(b.Exponent) : string.CompareOrdinal(a.Digits, b.Digits);
        return a.Sign * magnitude;
    }

    /// <summary>The value, or null when a <see cref="decimal"/> cannot hold it.</summary>
    public static decimal? ToDecimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    // The value is Sign × 0.Digits × 10^Exponent, with neither leading nor trailing zeros among the digits.
    private static (int Sign, string Digits, long Exponent) Decompose(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var mantissaEnd = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0L;
        if (mantissaEnd < 0)
            mantissaEnd = text.Length;
        else
            exponent = ExponentOf(text.AsSpan(mantissaEnd + 1));

        var mantissa = text[(sign < 0 ? 1 : 0)..mantissaEnd];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return digits.Length == 0 ? (0, digits, 0) : (sign, digits, exponent + whole - leadingZeros);
    }

    private static long ExponentOf(ReadOnlySpan<char> text)
    {
        const long beyondAnyMantissa = long.MaxValue / 2;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return Math.Clamp(value, -beyondAnyMantissa, beyondAnyMantissa);
        }

        return text[0] == '-' ? -beyondAnyMantissa : beyondAnyMantissa;
    }
}
