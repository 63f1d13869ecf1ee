using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Conformance.Sessions;

/// <summary>The key of HS256 (RFC 7518 §3.2): 256 bits, as many as the hash has.</summary>
internal sealed class HmacKey : SigningKey
{
    private readonly byte[] _secret = new byte[HMACSHA256.HashSizeInBytes];

    public HmacKey(Entropy entropy)
    {
        entropy.Fill(_secret);
        Id = Thumbprint.OfSecret(_secret);
    }

    public override string Algorithm => "HS256";

    public override string Id { get; }

    public override int SignatureLength => HMACSHA256.HashSizeInBytes;

    public override void Sign(ReadOnlySpan<byte> input, Span<byte> signature) => HMACSHA256.HashData(_secret, input, signature);

    public override bool Verifies(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, input, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    public override void WriteJwk(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kty"u8, "oct"u8);
        json.WriteString("use"u8, "sig"u8);
        json.WriteString("alg"u8, Algorithm);
        json.WriteString("kid"u8, Id);
        json.WriteString("k"u8, Base64Url.EncodeToString(_secret));
        json.WriteEndObject();
    }
}
