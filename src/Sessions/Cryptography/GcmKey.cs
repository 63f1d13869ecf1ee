using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Conformance.Sessions.Cryptography;

/// <summary>The key of A256GCM (RFC 7518 §5.3), shared directly: 256 bits. Safe to use from several threads.</summary>
internal sealed class GcmKey
{
    /// <summary>The length of an initialization vector in bytes.</summary>
    public const int IvLength = 12;

    /// <summary>The length of an authentication tag in bytes.</summary>
    public const int TagLength = 16;

    private const int KeyLength = 32;

    private readonly byte[] _secret;
    private readonly ConcurrentBag<AesGcm> _idle = []; // an AesGcm object does not serve two threads at once

    public GcmKey(Entropy entropy)
        : this(entropy.Draw(KeyLength)) { }

    public GcmKey(byte[] secret) => (_secret, Id) = (secret, Thumbprint.OfSecret(secret));

    /// <summary>The key's id: its thumbprint.</summary>
    public string Id { get; }

    /// <summary>Encrypts and authenticates; the ciphertext is as long as the plaintext.</summary>
    public void Encrypt(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertext,
        Span<byte> tag,
        ReadOnlySpan<byte> header
    )
    {
        var aes = Take();
        aes.Encrypt(iv, plaintext, ciphertext, tag, header);
        _idle.Add(aes);
    }

    /// <summary>Decrypts; false when the tag does not fit this key and the rest.</summary>
    public bool TryDecrypt(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        Span<byte> plaintext,
        ReadOnlySpan<byte> header
    )
    {
        var aes = Take();
        try
        {
            aes.Decrypt(iv, ciphertext, tag, plaintext, header);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            _idle.Add(aes);
        }
    }

    /// <summary>Writes the JWK that decrypts.</summary>
    public void WriteJwk(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kty"u8, "oct"u8);
        json.WriteString("use"u8, "enc"u8);
        json.WriteString("alg"u8, "A256GCM"u8);
        json.WriteString("kid"u8, Id);
        json.WriteString("k"u8, Base64Url.EncodeToString(_secret));
        json.WriteEndObject();
    }

    private AesGcm Take() => _idle.TryTake(out var aes) ? aes : new AesGcm(_secret, TagLength);
}
