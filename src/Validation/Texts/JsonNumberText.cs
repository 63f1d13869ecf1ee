namespace Conformance.Validation.Texts;

/// <summary>Tells numbers from other texts.</summary>
internal static class JsonNumberText
{
    /// <summary>Whether a text is a number as JSON writes it, of any size (RFC 8259, section 6): no plus sign before it, no leading zeros, no hexadecimals.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text is ['-', ..])
            text = text[1..];
        var whole = Digits(ref text);
        if (whole.IsEmpty || whole is ['0', _, ..])
            return false;
        if (text is ['.', ..])
        {
            text = text[1..];
            if (Digits(ref text).IsEmpty)
                return false;
        }

        if (text is ['e' or 'E', ..])
        {
            text = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
            if (Digits(ref text).IsEmpty)
                return false;
        }

        return text.IsEmpty;
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }
}
