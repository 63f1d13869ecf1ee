namespace Conformance.JsonSchema.Instances;

/// <summary>A value on a tape: the tokens, the text they point into, and the index of the value's own token.</summary>
internal readonly ref struct JsonValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<Token> tokens, int at)
{
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public ReadOnlySpan<Token> Tokens { get; } = tokens;

    public int At { get; } = at;

    public Token Token => Tokens[At];

    /// <summary>The text as it stands in the source: a string with its escapes, a number's digits.</summary>
    public ReadOnlySpan<byte> Raw => Utf8.Slice(Tokens[At].Start, Tokens[At].Length);

    /// <summary>Another value on the same tape.</summary>
    public JsonValue Other(int at) => new(Utf8, Tokens, at);

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
        return buffer.AsSpan(0, EscapedText.Unescape(raw, buffer));
    }
}
