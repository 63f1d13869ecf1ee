namespace Conformance.JsonSchema.Formats;

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
