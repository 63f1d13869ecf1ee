using System.Buffers;

namespace Conformance.JsonSchema.Formats;

/// <summary>URI templates of RFC 6570, section 2.</summary>
internal static class UriTemplateFormat
{
    private const int LargestPrefixDigits = 4;

    private static readonly SearchValues<byte> NeverLiteral = SearchValues.Create(" \"<>\\^`{|}\u007F"u8);
    private static readonly SearchValues<byte> Operators = SearchValues.Create("+#./;?&=,!@|"u8);

    public static bool IsUriTemplate(ReadOnlySpan<byte> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '{')
            {
                var length = text[index..].IndexOf((byte)'}');
                if (length < 0 || !IsExpression(text.Slice(index + 1, length - 1)))
                    return false;
                index += length;
            }
            else if (text[index] == '%')
            {
                if (!IsPercentEncoded(text[index..]))
                    return false;
                index += 2;
            }
            else if (text[index] < 0x20 || NeverLiteral.Contains(text[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsExpression(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && Operators.Contains(text[0]))
            text = text[1..];
        foreach (var range in text.Split((byte)','))
        {
            if (!IsVariable(text[range]))
                return false;
        }

        return true;
    }

    private static bool IsVariable(ReadOnlySpan<byte> text)
    {
        if (text.EndsWith("*"u8))
        {
            text = text[..^1];
        }
        else if (text.IndexOf((byte)':') is >= 0 and var colon)
        {
            var prefix = text[(colon + 1)..];
            if (prefix.Length is < 1 or > LargestPrefixDigits || prefix[0] == '0' || Ascii.DigitsAtStart(prefix) != prefix.Length)
                return false;
            text = text[..colon];
        }

        var afterDot = true;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '.')
            {
                if (afterDot)
                    return false;
                afterDot = true;
                continue;
            }

            if (text[index] == '%' && IsPercentEncoded(text[index..]))
                index += 2;
            else if (!Ascii.IsLetter(text[index]) && !Ascii.IsDigit(text[index]) && text[index] != '_')
                return false;
            afterDot = false;
        }

        return !afterDot;
    }

    private static bool IsPercentEncoded(ReadOnlySpan<byte> text) =>
        text.Length > 2 && Ascii.IsHexDigit(text[1]) && Ascii.IsHexDigit(text[2]);
}
