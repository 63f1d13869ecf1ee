using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Conformance.Sessions;

/// <summary>Where random bytes come from. Safe to use from several threads.</summary>
public abstract class Entropy
{
    private protected Entropy() { }

    /// <summary>The operating system's.</summary>
    public static Entropy System { get; } = new SystemEntropy();

    /// <summary>
    /// A stream that is the same for the same seed: SHA-256 over the seed and a counter. For tests and mocks, not for secrets.
    /// </summary>
    public static Entropy FromSeed(ulong seed) => new SeededEntropy(seed, 0);

    /// <summary>Fills a span.</summary>
    public abstract void Fill(Span<byte> destination);

    /// <summary>So many bytes.</summary>
    internal byte[] Draw(int length)
    {
        var drawn = new byte[length];
        Fill(drawn);
        return drawn;
    }

    /// <summary>A random UUID (version 4, RFC 9562 §5.4).</summary>
    public Guid NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A seeded stream of its own: streams of one seed and different labels have nothing to do with each other.</summary>
    internal static Entropy FromSeed(ulong seed, ulong label) => new SeededEntropy(seed, label);

    private sealed class SystemEntropy : Entropy
    {
        private const int Reserve = 2048; // asking the system costs as much for this as for one byte

        [ThreadStatic]
        private static byte[]? _reserve;

        [ThreadStatic]
        private static int _left;

        public override void Fill(Span<byte> destination)
        {
            if (destination.Length > Reserve / 4)
            {
                RandomNumberGenerator.Fill(destination);
                return;
            }

            var reserve = _reserve ??= new byte[Reserve];
            if (_left < destination.Length)
            {
                RandomNumberGenerator.Fill(reserve);
                _left = Reserve;
            }

            _left -= destination.Length;
            var taken = reserve.AsSpan(_left, destination.Length);
            taken.CopyTo(destination);
            taken.Clear();
        }
    }

    private sealed class SeededEntropy(ulong seed, ulong label) : Entropy
    {
        private readonly Lock _lock = new();
        private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
        private ulong _counter;
        private int _used = SHA256.HashSizeInBytes;

        public override void Fill(Span<byte> destination)
        {
            lock (_lock)
            {
                while (!destination.IsEmpty)
                {
                    if (_used == _block.Length)
                        NextBlock();
                    var length = Math.Min(destination.Length, _block.Length - _used);
                    _block.AsSpan(_used, length).CopyTo(destination);
                    destination = destination[length..];
                    _used += length;
                }
            }
        }

        private void NextBlock()
        {
            Span<byte> input = stackalloc byte[3 * sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(input, seed);
            BinaryPrimitives.WriteUInt64BigEndian(input[8..], label);
            BinaryPrimitives.WriteUInt64BigEndian(input[16..], _counter++);
            SHA256.HashData(input, _block);
            _used = 0;
        }
    }
}
