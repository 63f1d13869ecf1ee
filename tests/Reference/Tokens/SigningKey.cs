using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Reference.Tokens;

/// <summary>What signs JWTs (RFC 7518, 3).</summary>
internal abstract class SigningKey
{
    private static readonly Lazy<SigningKey> Rsa = new(() => new Rs256(RSA.Create(2048)));

    /// <summary>The value of <c>alg</c>.</summary>
    public abstract string Algorithm { get; }

    /// <summary>The public key as PEM (SubjectPublicKeyInfo); null where the key is a secret.</summary>
    public abstract string? PublicPem { get; }

    public abstract byte[] Sign(string text);

    public abstract bool Verify(string text, byte[] signature);

    /// <summary>The RSA key of this process. Making one takes a while, so all servers share it.</summary>
    public static SigningKey SharedRsa() => Rsa.Value;

    /// <summary>A new secret.</summary>
    public static SigningKey NewSecret() => new Hs256(RandomNumberGenerator.GetBytes(32));

    /// <summary>A secret that somebody may know, such as the text of a public key.</summary>
    public static SigningKey Secret(string text) => Secret(Encoding.ASCII.GetBytes(text));

    /// <inheritdoc cref="Secret(string)"/>
    public static SigningKey Secret(byte[] secret) => new Hs256(secret);

    /// <summary>An RSA key that a token brings along.</summary>
    public static SigningKey Embedded(string modulus, string exponent) =>
        new Rs256(
            RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) })
        );

    private sealed class Rs256(RSA rsa) : SigningKey
    {
        private readonly Lock _gate = new();

        public override string Algorithm => "RS256";

        public override string? PublicPem => rsa.ExportSubjectPublicKeyInfoPem();

        public override byte[] Sign(string text)
        {
            lock (_gate)
                return rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        public override bool Verify(string text, byte[] signature)
        {
            lock (_gate)
                return rsa.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private sealed class Hs256(byte[] secret) : SigningKey
    {
        public override string Algorithm => "HS256";

        public override string? PublicPem => null;

        public override byte[] Sign(string text) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));

        public override bool Verify(string text, byte[] signature) => CryptographicOperations.FixedTimeEquals(Sign(text), signature);
    }
}
