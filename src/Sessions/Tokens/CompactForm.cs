using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Conformance.Sessions.Tokens;

/// <summary>Texts of base64url parts with dots between them (RFC 7515 §7.1, RFC 7516 §7.1).</summary>
internal static class CompactForm
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(OpaqueFormat.Base64Url);

    /// <summary>The part that holds a JSON header, encoded.</summary>
    public static byte[] Encode(string json) => Base64Url.EncodeToUtf8(Encoding.UTF8.GetBytes(json));

    /// <summary>Finds the parts; false when their number is not <paramref name="parts"/>' length.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, Span<Range> parts)
    {
        Span<Range> found = stackalloc Range[parts.Length + 1];
        if (text.Split(found, '.') != parts.Length)
            return false;
        found[..parts.Length].CopyTo(parts);
        return true;
    }

    /// <summary>
    /// Decodes a part strictly: no padding, no other characters, no stray bits at the end, so that no two texts decode to the same bytes.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> part, Span<byte> destination, out int written)
    {
        written = 0;
        if (part.ContainsAnyExcept(Alphabet) || part.Length % 4 == 1)
            return false;
        var strayBits = (part.Length % 4) switch
        {
            2 => 0b1111,
            3 => 0b11,
            _ => 0,
        };
        if (strayBits != 0 && (OpaqueFormat.Base64Url.IndexOf(part[^1]) & strayBits) != 0)
            return false;

        // The decoder throws where the last, incomplete group of characters is what does not fit.
        return part.Length * 3 / 4 <= destination.Length && Base64Url.TryDecodeFromChars(part, destination, out written);
    }
}

/// <summary>Writes a text of base64url parts into a pooled buffer, which <see cref="Finish"/> gives back.</summary>
internal ref struct CompactWriter
{
    private byte[] _text;
    private int _length;

    /// <summary>Begins with a part that is encoded already.</summary>
    public CompactWriter(byte[] encodedHeader)
    {
        _text = ArrayPool<byte>.Shared.Rent(1024);
        _length = 0;
        Reserve(encodedHeader.Length);
        encodedHeader.CopyTo(_text, 0);
        _length = encodedHeader.Length;
    }

    /// <summary>What was written up to now.</summary>
    public readonly ReadOnlySpan<byte> Written => _text.AsSpan(0, _length);

    /// <summary>Appends a dot and a part.</summary>
    public void Append(scoped ReadOnlySpan<byte> part)
    {
        Reserve(1 + Base64Url.GetEncodedLength(part.Length));
        _text[_length++] = (byte)'.';
        _length += Base64Url.EncodeToUtf8(part, _text.AsSpan(_length));
    }

    /// <summary>The whole text. The writer cannot be used afterwards.</summary>
    public string Finish()
    {
        var text = Encoding.ASCII.GetString(Written);
        ArrayPool<byte>.Shared.Return(_text);
        _text = [];
        return text;
    }

    private void Reserve(int more)
    {
        if (_length + more <= _text.Length)
            return;
        var longer = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, 2 * _text.Length));
        Written.CopyTo(longer);
        ArrayPool<byte>.Shared.Return(_text);
        _text = longer;
    }
}
