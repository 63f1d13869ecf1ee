using System.Globalization;
using System.Text;

namespace Conformance.JsonSchema.Instances;

/// <summary>Resolves the escapes of JSON strings that a parser has accepted.</summary>
internal static class EscapedText
{
    /// <summary>
    /// Writes the string's characters as UTF-8 and returns how many bytes they are, never more than the escaped text has.
    /// A surrogate that stands alone is written as three bytes, so that strings differing in it stay different.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var slash = escaped.IndexOf((byte)'\\');
            if (slash < 0)
            {
                escaped.CopyTo(target[written..]);
                return written + escaped.Length;
            }

            escaped[..slash].CopyTo(target[written..]);
            written += slash;
            escaped = escaped[slash..];
            if (escaped[1] != (byte)'u')
            {
                target[written++] = Short(escaped[1]);
                escaped = escaped[2..];
                continue;
            }

            var unit = Unit(escaped);
            escaped = escaped[6..];
            var point = unit;
            if (
                char.IsHighSurrogate((char)unit)
                && escaped.Length >= 6
                && escaped.StartsWith("\\u"u8)
                && char.IsLowSurrogate((char)Unit(escaped))
            )
            {
                point = char.ConvertToUtf32((char)unit, (char)Unit(escaped));
                escaped = escaped[6..];
            }

            written += Encode(point, target[written..]);
        }
    }

    private static byte Short(byte letter) =>
        letter switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => letter,
        };

    private static int Unit(ReadOnlySpan<byte> escape) =>
        int.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int Encode(int point, Span<byte> target)
    {
        if (Rune.IsValid(point))
            return new Rune(point).EncodeToUtf8(target);
        target[0] = (byte)(0xE0 | (point >> 12));
        target[1] = (byte)(0x80 | ((point >> 6) & 0x3F));
        target[2] = (byte)(0x80 | (point & 0x3F));
        return 3;
    }
}
