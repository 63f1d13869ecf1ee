using System.Buffers;

namespace Conformance.JsonSchema.Formats;

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
