using System.Text;

namespace Conformance.SharedStore.Redis;

/// <summary>Ids as the store keeps them: a UUID in 17 bytes, any other text in UTF-8, each after a byte that tells which.</summary>
internal static class StoredText
{
    private const byte Plain = (byte)'t';
    private const byte Uuid = (byte)'u';

    public static byte[] Of(string text)
    {
        if (Guid.TryParseExact(text, "D", out var uuid) && uuid.ToString() == text)
        {
            var stored = new byte[17];
            stored[0] = Uuid;
            uuid.TryWriteBytes(stored.AsSpan(1), bigEndian: true, out _);
            return stored;
        }

        var utf8 = new byte[1 + Encoding.UTF8.GetByteCount(text)];
        utf8[0] = Plain;
        Encoding.UTF8.GetBytes(text, utf8.AsSpan(1));
        return utf8;
    }

    public static string Read(ReadOnlySpan<byte> stored) =>
        stored[0] == Uuid ? new Guid(stored[1..], bigEndian: true).ToString() : Encoding.UTF8.GetString(stored[1..]);
}

/// <summary>What the keys of a world begin with. The part in braces keeps them in one slot of a cluster.</summary>
internal static class WorldPrefix
{
    public static string Of(ReadOnlySpan<byte> world) => $"conform:{{{System.Buffers.Text.Base64Url.EncodeToString(world)}}}:";
}
