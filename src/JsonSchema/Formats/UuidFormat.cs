namespace Conformance.JsonSchema.Formats;

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
