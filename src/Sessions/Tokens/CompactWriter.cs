using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Conformance.Sessions;

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
