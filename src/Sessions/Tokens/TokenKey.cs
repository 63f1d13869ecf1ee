using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Sessions;

/// <summary>
/// What a store finds a token by: the first 128 bits of the SHA-256 of its text in UTF-8. The text does not follow from it.
/// </summary>
public readonly record struct TokenKey(ulong High, ulong Low)
{
    private const int OnStack = 2048;

    /// <summary>The key of a text. Does not allocate.</summary>
    public static TokenKey Of(ReadOnlySpan<char> text)
    {
        byte[]? rented = null;
        var most = text.Length * 3;
        var utf8 = most <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(most);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return new TokenKey(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Low; // the bits of a digest are as good as any hash of them
}
