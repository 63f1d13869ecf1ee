namespace Conformance.JsonSchema.Formats;

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
