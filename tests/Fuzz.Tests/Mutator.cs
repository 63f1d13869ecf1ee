using System.Text;

namespace Conformance.Fuzz.Tests;

/// <summary>Makes inputs of others: bytes changed, dropped, repeated, nested, words put in, two put together.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    private static readonly byte[][] Odd =
    [
        .. new[]
        {
            "\0",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\ud83d\ude00",
            "\r\n",
            "\t",
            "\\",
            "\"",
            "'",
            "%",
            "%C3%28",
            "&",
            "=",
            ";",
            ":",
            ",",
            "99999999999999999999",
            "-0",
            "1e999",
            "\u0085",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff],
        [0xc3],
        [0xed, 0xa0, 0x80],
    ];

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>An input made of one or two of these, no longer than that.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus, int longest)
    {
        var bytes = new List<byte>(corpus[random.Next(corpus.Count)]);
        for (var steps = 1 + random.Next(4); steps > 0; steps--)
            Change(bytes, corpus);
        return [.. bytes.Take(longest)];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(1, 1 + Math.Min(32, Math.Max(1, bytes.Count - at)));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes.RemoveRange(at, Math.Min(length, bytes.Count - at));
                break;
            case 2 when at < bytes.Count:
                var piece = bytes.GetRange(at, Math.Min(length, bytes.Count - at));
                for (var times = 1 << random.Next(7); times > 0 && bytes.Count < 8192; times--)
                    bytes.InsertRange(at, piece);
                break;
            case 3:
                bytes.InsertRange(at, Odd[random.Next(Odd.Length)]);
                break;
            case 4:
                var other = corpus[random.Next(corpus.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..]);
                break;
            case 5 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            default:
                bytes.InsertRange(at, _words[random.Next(_words.Length)]);
                break;
        }
    }
}
