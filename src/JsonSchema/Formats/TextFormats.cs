using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Formats;

/// <summary>Regular expressions of ECMA-262.</summary>
internal static class RegexFormat
{
    public static bool IsRegex(ReadOnlySpan<byte> text) => PatternReader.Read(Encoding.UTF8.GetString(text)).Mistake is null;
}

/// <summary>UUIDs of RFC 9562, section 4: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.</summary>
internal static class UuidFormat
{
    private const int Length = 36;

    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != Length)
            return false;
        for (var index = 0; index < Length; index++)
        {
            if (index is 8 or 13 or 18 or 23 ? text[index] != '-' : !Ascii.IsHexDigit(text[index]))
                return false;
        }

        return true;
    }
}

/// <summary>Base64 with its padding (RFC 4648, section 4), the <c>byte</c> format of OpenAPI.</summary>
internal static class Base64Format
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8
    );

    public static bool IsBase64(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 != 0)
            return false;
        for (var padding = 0; padding < 2 && text.EndsWith("="u8); padding++)
            text = text[..^1];
        return !text.ContainsAnyExcept(Alphabet);
    }
}

/// <summary>The number formats of OpenAPI: ranges of machine types.</summary>
internal static class NumberFormat
{
    public static bool IsInt32(ReadOnlySpan<byte> text) => IsWithin(text, "-2147483648"u8, "2147483647"u8);

    public static bool IsInt64(ReadOnlySpan<byte> text) => IsWithin(text, "-9223372036854775808"u8, "9223372036854775807"u8);

    public static bool IsFloat(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double value, out _) && float.IsFinite((float)value);

    public static bool IsDouble(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out double value, out _) && double.IsFinite(value);

    private static bool IsWithin(ReadOnlySpan<byte> text, ReadOnlySpan<byte> least, ReadOnlySpan<byte> most)
    {
        var number = new NumberText(text);
        return number.IsInteger
            && NumberText.Compare(number, new NumberText(least)) >= 0
            && NumberText.Compare(number, new NumberText(most)) <= 0;
    }
}

/// <summary>Reads ASCII text from the front.</summary>
internal static class Ascii
{
    public static bool IsDigit(byte unit) => unit is >= (byte)'0' and <= (byte)'9';

    public static bool IsLetter(byte unit) => (byte)(unit | 0x20) is >= (byte)'a' and <= (byte)'z';

    public static bool IsHexDigit(byte unit) => IsDigit(unit) || (byte)(unit | 0x20) is >= (byte)'a' and <= (byte)'f';

    /// <summary>How many digits the text begins with.</summary>
    public static int DigitsAtStart(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length && IsDigit(text[count]))
            count++;
        return count;
    }

    /// <summary>Takes exactly so many digits, followed by anything, off the front.</summary>
    public static bool TryTakeNumber(ref ReadOnlySpan<byte> text, int digits, out int value)
    {
        value = 0;
        if (text.Length < digits)
            return false;
        foreach (var unit in text[..digits])
        {
            if (!IsDigit(unit))
                return false;
            value = (value * 10) + (unit - '0');
        }

        text = text[digits..];
        return true;
    }

    /// <summary>Takes a character off the front if it is there.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, char character)
    {
        if (text.IsEmpty || text[0] != character)
            return false;
        text = text[1..];
        return true;
    }
}
