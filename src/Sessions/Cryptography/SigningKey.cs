using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Conformance.Sessions.Cryptography;

/// <summary>A key that signs and verifies JWTs. Safe to use from several threads.</summary>
internal abstract class SigningKey
{
    /// <summary>The algorithm's name in headers and JWKs (RFC 7518 §3.1).</summary>
    public abstract string Algorithm { get; }

    /// <summary>The key's id: its thumbprint.</summary>
    public abstract string Id { get; }

    /// <summary>The length of a signature in bytes.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>Writes the signature of <paramref name="input"/>, of <see cref="SignatureLength"/> bytes.</summary>
    public abstract void Sign(ReadOnlySpan<byte> input, Span<byte> signature);

    /// <summary>Whether the signature is this key's over <paramref name="input"/>.</summary>
    public abstract bool Verifies(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);

    /// <summary>Writes the JWK that verifies this key's signatures.</summary>
    public abstract void WriteJwk(Utf8JsonWriter json);
}

/// <summary>The key of HS256 (RFC 7518 §3.2): 256 bits, as many as the hash has.</summary>
internal sealed class HmacKey : SigningKey
{
    private readonly byte[] _secret;

    public HmacKey(Entropy entropy)
        : this(entropy.Draw(HMACSHA256.HashSizeInBytes)) { }

    public HmacKey(byte[] secret) => (_secret, Id) = (secret, Thumbprint.OfSecret(secret));

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

/// <summary>The key of RS256 (RFC 7518 §3.3): RSA with a modulus of 2048 bits.</summary>
internal sealed class RsaKey : SigningKey
{
    private const int Bits = 2048;

    private readonly RSAParameters _parameters;
    private readonly ConcurrentBag<RSA> _idle = []; // an RSA object does not promise to serve two threads at once

    public RsaKey(RSAParameters parameters)
    {
        _parameters = parameters;
        Id = Thumbprint.OfRsa(parameters);
    }

    public override string Algorithm => "RS256";

    public override string Id { get; }

    public override int SignatureLength => Bits / 8;

    public static RSAParameters FromSystem()
    {
        using var rsa = RSA.Create(Bits);
        return rsa.ExportParameters(includePrivateParameters: true);
    }

    /// <summary>The one key of all seeded rings.</summary>
    public static RSAParameters OfSeededRings()
    {
        using var stream = typeof(RsaKey).Assembly.GetManifestResourceStream("seeded-test-key.pem")!;
        using var text = new StreamReader(stream);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(text.ReadToEnd());
        return rsa.ExportParameters(includePrivateParameters: true);
    }

    public override void Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        var rsa = Take();
        rsa.SignData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _idle.Add(rsa);
    }

    public override bool Verifies(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        var rsa = Take();
        var verifies = rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _idle.Add(rsa);
        return verifies;
    }

    public override void WriteJwk(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kty"u8, "RSA"u8);
        json.WriteString("use"u8, "sig"u8);
        json.WriteString("alg"u8, Algorithm);
        json.WriteString("kid"u8, Id);
        json.WriteString("n"u8, Base64Url.EncodeToString(_parameters.Modulus));
        json.WriteString("e"u8, Base64Url.EncodeToString(_parameters.Exponent));
        json.WriteEndObject();
    }

    private RSA Take() => _idle.TryTake(out var rsa) ? rsa : RSA.Create(_parameters);
}

/// <summary>Key ids that follow from the key: JWK thumbprints (RFC 7638) by SHA-256, in base64url.</summary>
internal static class Thumbprint
{
    public static string OfSecret(byte[] secret) => Of($$"""{"k":"{{Base64Url.EncodeToString(secret)}}","kty":"oct"}""");

    public static string OfRsa(RSAParameters key) =>
        Of($$"""{"e":"{{Base64Url.EncodeToString(key.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}"}""");

    private static string Of(string requiredMembers) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(requiredMembers)));
}
