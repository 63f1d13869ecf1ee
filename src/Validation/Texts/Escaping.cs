using System.Text.Unicode;

namespace Conformance.Validation.Texts;

/// <summary>How characters that mean something else are written.</summary>
internal enum Escaping
{
    /// <summary>They are not: every character stands for itself (header fields, OpenAPI 3.2's cookie style).</summary>
    None,

    /// <summary>Percent-encoded (RFC 3986, section 2.1).</summary>
    Percent,

    /// <summary>Percent-encoded, and a plus sign is a space (the URL Standard's application/x-www-form-urlencoded).</summary>
    Form,
}

/// <summary>Takes escapes off.</summary>
internal static class EscapedText
{
    /// <summary>The text that is meant; a percent sign that escapes nothing stays, as do bytes that are not UTF-8.</summary>
    public static string Decode(this Escaping escaping, string text)
    {
        if (escaping == Escaping.None)
            return text;
        if (escaping == Escaping.Form && text.Contains('+', StringComparison.Ordinal))
            text = text.Replace('+', ' ');
        return text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
    }

    /// <summary>Whether every percent sign begins an escape, and the escaped bytes are UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
            return true;
        Span<byte> bytes = text.Length <= 256 ? stackalloc byte[256] : new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                // What stands between escapes is text already, and cannot complete a character that they begin.
                bytes[count++] = (byte)'.';
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return false;
            bytes[count++] = Convert.FromHexString(text.Slice(i + 1, 2))[0];
            i += 2;
        }

        return Utf8.IsValid(bytes[..count]);
    }
}
