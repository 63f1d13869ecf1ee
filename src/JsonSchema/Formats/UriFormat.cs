using System.Buffers;

namespace Conformance.JsonSchema.Formats;

/// <summary>
/// URIs and their references by the grammar of RFC 3986, and IRIs (RFC 3987), which also admit characters beyond ASCII.
/// </summary>
internal static class UriFormat
{
    private static readonly SearchValues<byte> SchemeText = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8
    );

    // unreserved / sub-delims
    private static readonly SearchValues<byte> NameText = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;="u8
    );

    public static bool IsUri(ReadOnlySpan<byte> text) => IsReference(text, needsScheme: true, international: false);

    public static bool IsUriReference(ReadOnlySpan<byte> text) => IsReference(text, needsScheme: false, international: false);

    public static bool IsIri(ReadOnlySpan<byte> text) => IsReference(text, needsScheme: true, international: true);

    public static bool IsIriReference(ReadOnlySpan<byte> text) => IsReference(text, needsScheme: false, international: true);

    private static bool IsReference(ReadOnlySpan<byte> text, bool needsScheme, bool international)
    {
        var hash = text.IndexOf((byte)'#');
        if (hash >= 0 && !Consists(text[(hash + 1)..], "/?:@"u8, international))
            return false;
        text = hash < 0 ? text : text[..hash];
        var question = text.IndexOf((byte)'?');
        if (question >= 0 && !Consists(text[(question + 1)..], "/?:@"u8, international))
            return false;
        text = question < 0 ? text : text[..question];
        var colon = text.IndexOf((byte)':');
        var slash = text.IndexOf((byte)'/');
        // A colon in the first segment of a path ends a scheme, so it must have one before it (RFC 3986, 4.2).
        var hasScheme = colon >= 0 && (slash < 0 || colon < slash);
        if (hasScheme ? !IsScheme(text[..colon]) : needsScheme)
            return false;
        if (hasScheme)
            text = text[(colon + 1)..];
        if (!text.StartsWith("//"u8))
            return Consists(text, "/:@"u8, international);
        text = text[2..];
        slash = text.IndexOf((byte)'/');
        return IsAuthority(slash < 0 ? text : text[..slash], international)
            && (slash < 0 || Consists(text[slash..], "/:@"u8, international));
    }

    private static bool IsScheme(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && Ascii.IsLetter(text[0]) && !text.ContainsAnyExcept(SchemeText);

    private static bool IsAuthority(ReadOnlySpan<byte> text, bool international)
    {
        var at = text.IndexOf((byte)'@');
        if (at >= 0 && !Consists(text[..at], ":"u8, international))
            return false;
        text = text[(at + 1)..];
        var end = text.Length;
        if (text.StartsWith("["u8))
        {
            end = text.IndexOf((byte)']') + 1;
            if (end == 0 || !IsIpLiteral(text[1..(end - 1)]))
                return false;
        }
        else
        {
            var colon = text.IndexOf((byte)':');
            end = colon < 0 ? end : colon;
            if (!Consists(text[..end], default, international))
                return false;
        }

        var port = text[end..];
        return port.IsEmpty || (port[0] == ':' && Ascii.DigitsAtStart(port[1..]) == port.Length - 1);
    }

    private static bool IsIpLiteral(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || (text[0] | 0x20) != 'v')
            return AddressFormat.IsIpv6(text);
        var dot = text.IndexOf((byte)'.');
        if (dot < 2 || dot == text.Length - 1)
            return false;
        foreach (var unit in text[1..dot])
        {
            if (!Ascii.IsHexDigit(unit))
                return false;
        }

        return !text[(dot + 1)..].Contains((byte)'%') && Consists(text[(dot + 1)..], ":"u8, international: false);
    }

    private static bool Consists(ReadOnlySpan<byte> text, ReadOnlySpan<byte> alsoAllowed, bool international)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var unit = text[index];
            if (NameText.Contains(unit) || (unit >= 0x80 && international) || alsoAllowed.Contains(unit))
                continue;
            if (unit != '%' || index + 2 >= text.Length || !Ascii.IsHexDigit(text[index + 1]) || !Ascii.IsHexDigit(text[index + 2]))
                return false;
            index += 2;
        }

        return true;
    }
}

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

/// <summary>JSON pointers (RFC 6901) and relative JSON pointers.</summary>
internal static class PointerFormat
{
    public static bool IsJsonPointer(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[0] != '/')
            return false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '~' && (index + 1 == text.Length || text[index + 1] is not ((byte)'0' or (byte)'1')))
                return false;
        }

        return true;
    }

    public static bool IsRelativeJsonPointer(ReadOnlySpan<byte> text)
    {
        var digits = Ascii.DigitsAtStart(text);
        if (digits == 0 || (digits > 1 && text[0] == '0'))
            return false;
        text = text[digits..];
        return text is [(byte)'#'] || IsJsonPointer(text);
    }
}
