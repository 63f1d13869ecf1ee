using System.Buffers;
using System.Text;
using Conformance.Sessions.Cryptography;

namespace Conformance.Sessions.Tokens;

/// <summary>Signed JWTs in compact form: header, claims and signature.</summary>
internal sealed class JwtCodec(Func<SigningKey> key, Entropy entropy) : TokenCodec
{
    private readonly Lazy<byte[]> _header = new(() =>
        CompactForm.Encode($$"""{"typ":"JWT","alg":"{{key().Algorithm}}","kid":"{{key().Id}}"}""")
    );

    public override string Mint(TokenContext context)
    {
        var signer = key();
        var text = new CompactWriter(_header.Value);
        using (var claims = Claims.Write(context with { Id = entropy.NewUuid().ToString() }))
            text.Append(claims.Json);
        Span<byte> signature = stackalloc byte[signer.SignatureLength];
        signer.Sign(text.Written, signature);
        text.Append(signature);
        return text.Finish();
    }

    public override TokenFinding Examine(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        Span<Range> parts = stackalloc Range[3];
        if (!CompactForm.TrySplit(text, parts))
            return TokenFinding.BadShape;
        var buffer = ArrayPool<byte>.Shared.Rent(3 * text.Length);
        try
        {
            return Examine(text, parts, buffer, now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TokenFinding Examine(ReadOnlySpan<char> text, ReadOnlySpan<Range> parts, Span<byte> buffer, DateTimeOffset now)
    {
        if (!CompactForm.TryDecode(text[parts[0]], buffer, out var length))
            return TokenFinding.BadShape;
        var header = buffer[..length];
        buffer = buffer[length..];
        if (!CompactForm.TryDecode(text[parts[1]], buffer, out length))
            return TokenFinding.BadShape;
        var claims = buffer[..length];
        buffer = buffer[length..];
        if (!CompactForm.TryDecode(text[parts[2]], buffer, out length))
            return TokenFinding.BadShape;
        var signature = buffer[..length];
        buffer = buffer[length..];
        if (!Claims.IsObject(header) || !Claims.IsObject(claims))
            return TokenFinding.BadShape;

        // The policy chose the algorithm. The header's word for it decides nothing; a different word refuses (RFC 8725 §3.1).
        var signer = key();
        if (!Claims.Says(header, "alg"u8, signer.Algorithm))
            return new TokenFinding(RefusalReason.Unknown, RefusalDetail.WrongAlgorithm);
        length = Encoding.ASCII.GetBytes(text[..parts[1].End.Value], buffer);
        if (!signer.Verifies(buffer[..length], signature))
            return new TokenFinding(RefusalReason.Unknown, RefusalDetail.BadSignature);
        return Claims.Judge(claims, now);
    }
}
