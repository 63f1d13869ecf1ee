using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.MockServer.Engine.State;

namespace Conformance.SharedStore.Redis;

/// <summary>What follows from the secret that replicas share, by HKDF (RFC 5869) with SHA-256: the keys of digests, and the one that closes what the store must not read.</summary>
internal sealed class SharedSecret(string secret)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);
    private readonly byte[] _worlds = Derive(secret, "worlds");
    private readonly byte[] _closing = Derive(secret, "closing");

    /// <summary>The secret itself.</summary>
    public byte[] Bytes => _secret;

    /// <summary>The key of the digests that tokens are found by.</summary>
    public byte[] Tokens { get; } = Derive(secret, "tokens");

    /// <summary>Tells one secret from another one, and nothing of it.</summary>
    public byte[] Check { get; } = Derive(secret, "check");

    /// <summary>Names what has so many names, in 8 bytes.</summary>
    public byte[] World(IEnumerable<string> names) => HMACSHA256.HashData(_worlds, Encoding.UTF8.GetBytes(string.Join('\n', names)))[..8];

    /// <summary>Encrypts and authenticates (AES-256-GCM), for one place in the store alone.</summary>
    public byte[] Close(byte[] open, string place)
    {
        var closed = new byte[NonceLength + open.Length + TagLength];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_closing, TagLength);
        aes.Encrypt(
            closed.AsSpan(0, NonceLength),
            open,
            closed.AsSpan(NonceLength, open.Length),
            closed.AsSpan(NonceLength + open.Length),
            Encoding.UTF8.GetBytes(place)
        );
        return closed;
    }

    /// <summary>Undoes <see cref="Close"/>.</summary>
    /// <exception cref="CryptographicException">Somebody else wrote it, or it was written for another place.</exception>
    public byte[] Open(byte[] closed, string place)
    {
        if (closed.Length < NonceLength + TagLength)
            throw new CryptographicException("It is too short.");
        var open = new byte[closed.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_closing, TagLength);
        aes.Decrypt(
            closed.AsSpan(0, NonceLength),
            closed.AsSpan(NonceLength, open.Length),
            closed.AsSpan(NonceLength + open.Length),
            open,
            Encoding.UTF8.GetBytes(place)
        );
        return open;
    }

    private static byte[] Derive(string secret, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.ASCII.GetBytes("conform store " + use));
}

/// <summary>A namespace as JSON.</summary>
internal static class NamespaceJson
{
    public static byte[] Write(SharedNamespace shared) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new StoredNamespace(
                shared.Version,
                shared.Generation,
                shared.FrozenAt,
                shared.Offset,
                [.. shared.Accounts.Select(a => new StoredAccount(a.Name, a.Password))],
                [.. shared.Faults],
                shared.LastFault
            ),
            NamespaceJsonContext.Default.StoredNamespace
        );

    public static SharedNamespace Read(byte[] json)
    {
        var stored = JsonSerializer.Deserialize(json, NamespaceJsonContext.Default.StoredNamespace)!;
        return new SharedNamespace(
            stored.Version,
            stored.Generation,
            stored.FrozenAt,
            stored.Offset,
            [.. stored.Accounts.Select(a => new Account(a.Name, a.Password))],
            [.. stored.Faults],
            stored.LastFault
        );
    }
}

internal sealed record StoredAccount(string Name, string Password);

internal sealed record StoredNamespace(
    long Version,
    string Generation,
    DateTimeOffset? FrozenAt,
    TimeSpan Offset,
    StoredAccount[] Accounts,
    SharedFault[] Faults,
    int LastFault
);

[JsonSerializable(typeof(StoredNamespace))]
internal sealed partial class NamespaceJsonContext : JsonSerializerContext;
