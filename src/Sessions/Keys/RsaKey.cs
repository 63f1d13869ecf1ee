using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Conformance.Sessions;

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
