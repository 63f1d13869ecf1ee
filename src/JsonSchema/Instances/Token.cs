using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Conformance.JsonSchema.Instances;

/// <summary>What a token stands for. A number without a fractional part (also 1.0 and 1e3) is an <see cref="Integer"/>.</summary>
internal enum JsonTokenKind : byte
{
    Object,
    Array,
    String,
    Integer,
    Number,
    True,
    False,
    Null,
    Name,
}

/// <summary>One value or property name of a parsed instance; the tokens of a container's members follow it directly.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Token
{
    /// <summary>Where the text begins in the UTF-8 source; a string's quotes are outside.</summary>
    public int Start;

    /// <summary>The text's length in bytes; for a container the number of its members.</summary>
    public int Length;

    /// <summary>The index of the token after this value and all that lies in it.</summary>
    public int Next;

    public JsonTokenKind Kind;

    /// <summary>A string without escapes, or a number without fraction and exponent.</summary>
    public bool IsPlain;
}

/// <summary>A value on a tape: the tokens, the text they point into, and the index of the value's own token.</summary>
internal readonly ref struct TapeValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<Token> tokens, int at)
{
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public ReadOnlySpan<Token> Tokens { get; } = tokens;

    public int At { get; } = at;

    public Token Token => Tokens[At];

    /// <summary>The text as it stands in the source: a string with its escapes, a number's digits.</summary>
    public ReadOnlySpan<byte> Raw => Utf8.Slice(Tokens[At].Start, Tokens[At].Length);

    /// <summary>Another value on the same tape.</summary>
    public TapeValue Other(int at) => new(Utf8, Tokens, at);

    /// <summary>
    /// A string's or name's characters as UTF-8; <paramref name="buffer"/> is used, and grown, only when there are escapes.
    /// </summary>
    public ReadOnlySpan<byte> Text(ref byte[] buffer)
    {
        var raw = Raw;
        if (Token.IsPlain)
            return raw;
        if (buffer.Length < raw.Length)
            buffer = new byte[raw.Length];
        return buffer.AsSpan(0, JsonEscapes.Unescape(raw, buffer));
    }
}

/// <summary>Resolves the escapes of JSON strings that a parser has accepted.</summary>
internal static class JsonEscapes
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
