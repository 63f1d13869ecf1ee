using System.Buffers;
using System.Text;
using Conformance.Sessions.Cryptography;

namespace Conformance.Sessions.Tokens;

/// <summary>Encrypted JWTs in compact form: header, no encrypted key, initialization vector, ciphertext and tag (RFC 7516 §7.1).</summary>
internal sealed class JweCodec(Func<GcmKey> key, Entropy entropy) : TokenCodec
{
    private readonly Lazy<byte[]> _header = new(() =>
        CompactForm.Encode($$"""{"typ":"JWT","alg":"dir","enc":"A256GCM","kid":"{{key().Id}}"}""")
    );

    public override string Mint(TokenContext context)
    {
        var text = new CompactWriter(_header.Value);
        using var claims = Claims.Write(context with { Id = entropy.NewUuid().ToString() });
        Span<byte> iv = stackalloc byte[GcmKey.IvLength];
        Span<byte> tag = stackalloc byte[GcmKey.TagLength];
        var ciphertext = ArrayPool<byte>.Shared.Rent(claims.Json.Length);
        var encrypted = ciphertext.AsSpan(0, claims.Json.Length);
        entropy.Fill(iv);
        key().Encrypt(iv, claims.Json, encrypted, tag, header: text.Written);
        text.Append([]);
        text.Append(iv);
        text.Append(encrypted);
        text.Append(tag);
        ArrayPool<byte>.Shared.Return(ciphertext);
        return text.Finish();
    }

    public override TokenFinding Examine(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        Span<Range> parts = stackalloc Range[5];
        if (!CompactForm.TrySplit(text, parts) || !text[parts[1]].IsEmpty)
            return TokenFinding.BadShape;
        var buffer = ArrayPool<byte>.Shared.Rent(3 * text.Length);
        try
        {
            return Examine(text, parts, buffer, now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private TokenFinding Examine(ReadOnlySpan<char> text, ReadOnlySpan<Range> parts, Span<byte> buffer, DateTimeOffset now)
    {
        Span<byte> iv = stackalloc byte[GcmKey.IvLength];
        Span<byte> tag = stackalloc byte[GcmKey.TagLength];
        if (!CompactForm.TryDecode(text[parts[2]], iv, out var length) || length != iv.Length)
            return TokenFinding.BadShape;
        if (!CompactForm.TryDecode(text[parts[4]], tag, out length) || length != tag.Length)
            return TokenFinding.BadShape;
        if (!CompactForm.TryDecode(text[parts[0]], buffer, out length) || !Claims.IsObject(buffer[..length]))
            return TokenFinding.BadShape;
        if (!Claims.Says(buffer[..length], "alg"u8, "dir") || !Claims.Says(buffer[..length], "enc"u8, "A256GCM"))
            return new TokenFinding(RefusalReason.Unknown, RefusalDetail.WrongAlgorithm);
        if (!CompactForm.TryDecode(text[parts[3]], buffer, out length))
            return TokenFinding.BadShape;
        var ciphertext = buffer[..length];
        var plaintext = buffer.Slice(length, length);
        var header = buffer[(2 * length)..];
        header = header[..Encoding.ASCII.GetBytes(text[parts[0]], header)];
        if (!key().TryDecrypt(iv, ciphertext, tag, plaintext, header))
            return new TokenFinding(RefusalReason.Unknown, RefusalDetail.BadEncryption);
        return Claims.IsObject(plaintext) ? Claims.Judge(plaintext, now) : TokenFinding.BadShape;
    }
}
