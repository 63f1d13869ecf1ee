using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conformance.Sessions.Cryptography;

namespace Conformance.Sessions;

/// <summary>
/// The keys that tokens are made and verified with: one for each algorithm, made when it is first needed. Safe to use from several
/// threads.
/// </summary>
public sealed class KeyRing
{
    private readonly Lazy<HmacKey> _hs256;
    private readonly Lazy<RsaKey> _rs256;
    private readonly Lazy<GcmKey> _a256gcm;

    private KeyRing(Func<ulong, Entropy> stream, Func<RsaKey> rsa)
        : this(() => new HmacKey(stream(1)), rsa, () => new GcmKey(stream(2))) { }

    private KeyRing(Func<HmacKey> hs256, Func<RsaKey> rs256, Func<GcmKey> a256gcm) =>
        (_hs256, _rs256, _a256gcm) = (new(hs256), new(rs256), new(a256gcm));

    /// <summary>
    /// Makes a ring from the operating system's randomness; or, under a seed, one that is always the same: its symmetric keys follow from the seed, its RSA
    /// key is one that this assembly carries, and so is public.
    /// </summary>
    public static KeyRing Create(ulong? seed = null) =>
        seed is { } given
            ? new(label => Entropy.FromSeed(given, label), () => new RsaKey(RsaKey.OfSeededRings()))
            : new(_ => Entropy.System, () => new RsaKey(RsaKey.FromSystem()));

    /// <summary>
    /// Makes the ring of several replicas: the symmetric keys follow from their secret (HKDF, RFC 5869, with SHA-256), and the RSA key, which cannot, is
    /// the one that they share.
    /// </summary>
    /// <param name="secret">Any number of bytes that nobody else can guess.</param>
    /// <param name="rsa">An RSA key of 2048 bits with its private part, in PKCS #8 (RFC 5958).</param>
    /// <exception cref="CryptographicException">The RSA key is none.</exception>
    public static KeyRing FromSecret(byte[] secret, byte[] rsa)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var shared = RSA.Create();
        shared.ImportPkcs8PrivateKey(rsa, out _);
        var parameters = shared.ExportParameters(includePrivateParameters: true);
        return new(() => new HmacKey(Derived("HS256")), () => new RsaKey(parameters), () => new GcmKey(Derived("A256GCM")));

        byte[] Derived(string algorithm) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.ASCII.GetBytes("conform token key " + algorithm));
    }

    /// <summary>
    /// The keys as a JWK Set (RFC 7517 §5) in UTF-8: the public RSA key, for RS256; and, this being for mocks whose tokens anybody may
    /// want to check, the symmetric keys themselves, for HS256 and A256GCM.
    /// </summary>
    public byte[] ToJwkSet()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            _rs256.Value.WriteJwk(json);
            _hs256.Value.WriteJwk(json);
            _a256gcm.Value.WriteJwk(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    internal SigningKey Signing(JwtAlgorithm algorithm) =>
        algorithm switch
        {
            JwtAlgorithm.HS256 => _hs256.Value,
            JwtAlgorithm.RS256 => _rs256.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "The JWT algorithm must be HS256 or RS256."),
        };

    internal GcmKey Encryption() => _a256gcm.Value;
}
