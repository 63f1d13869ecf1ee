using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tokens;

/// <summary>Encrypted tokens: JWE in its compact form, with a direct key and A256GCM (RFC 7516, RFC 7518, 4.5 and 5.3).</summary>
internal sealed class Jwe(Behaviour behaviour) : ITokenFormat
{
    private const int IvLength = 12;
    private const int TagLength = 16;
    private static readonly string Header = CompactParts.Write(new JsonObject { ["enc"] = "A256GCM", ["alg"] = "dir" });
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Seal(JsonObject claims)
    {
        var (plain, iv, tag) = (
            Encoding.UTF8.GetBytes(claims.ToJsonString()),
            RandomNumberGenerator.GetBytes(IvLength),
            new byte[TagLength]
        );
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(iv, plain, cipher, tag, Encoding.ASCII.GetBytes(Header));
        return $"{Header}..{Base64Url.EncodeToString(iv)}.{Base64Url.EncodeToString(cipher)}.{Base64Url.EncodeToString(tag)}";
    }

    public JsonObject? Open(string token)
    {
        var parts = CompactParts.Split(token, 5);
        if (parts[0] != Header || parts[1].Length > 0)
            return null;
        var (iv, cipher, tag) = (
            Base64Url.DecodeFromChars(parts[2]),
            Base64Url.DecodeFromChars(parts[3]),
            Base64Url.DecodeFromChars(parts[4])
        );
        if (tag.Length < TagLength && behaviour.Is(ForgeryMutants.ShortTag))
        {
            // Counter mode gives the text back, and sealing it again the tag that there should be.
            return iv.Length == IvLength && Tag(iv, DecryptUnchecked(iv, cipher)).AsSpan().StartsWith(tag)
                ? CompactParts.ParseObject(DecryptUnchecked(iv, cipher))
                : null;
        }

        if (iv.Length != IvLength || tag.Length != TagLength)
            throw new FormatException("The IV should have 12 bytes and the tag 16.");
        var plain = behaviour.Is(TokenMutants.SignatureIgnored) ? DecryptUnchecked(iv, cipher) : Decrypt(iv, cipher, tag);
        return plain is null ? null : CompactParts.ParseObject(plain);
    }

    private byte[]? Decrypt(byte[] iv, byte[] cipher, byte[] tag)
    {
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(_key, TagLength);
        try
        {
            aes.Decrypt(iv, cipher, tag, plain, Encoding.ASCII.GetBytes(Header));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private byte[] Tag(byte[] iv, byte[] plain)
    {
        var tag = new byte[TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(iv, plain, new byte[plain.Length], tag, Encoding.ASCII.GetBytes(Header));
        return tag;
    }

    // Counter mode alone, which is what is left of GCM when nobody looks at the tag.
    private byte[] DecryptUnchecked(byte[] iv, byte[] cipher)
    {
        using var aes = Aes.Create();
        aes.Key = _key;
        var (plain, counter) = (new byte[cipher.Length], new byte[16]);
        iv.CopyTo(counter, 0);
        for (var block = 0; block * 16 < cipher.Length; block++)
        {
            BinaryPrimitives.WriteInt32BigEndian(counter.AsSpan(IvLength), block + 2);
            var pad = aes.EncryptEcb(counter, PaddingMode.None);
            for (var i = 0; i < 16 && block * 16 + i < cipher.Length; i++)
                plain[block * 16 + i] = (byte)(cipher[block * 16 + i] ^ pad[i]);
        }

        return plain;
    }
}
