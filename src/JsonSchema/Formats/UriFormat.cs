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
