using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Conformance.Verification.Evidence;

/// <summary>Reads what stands in a text in base64 or base64url, or in hexadecimal digits (RFC 4648, sections 4, 5 and 8), wherever in a longer run of such signs it begins.</summary>
internal sealed class TextEncoding
{
    // What parts the pieces of what was decoded; no secret has one.
    private const char Between = '\0';

    // Characters. A shorter secret is none, and what chance makes of signs is mostly shorter.
    private const int ShortestPiece = Secrets.Shortest;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly SearchValues<char> _alphabet;
    private readonly int _bits;
    private readonly byte[] _values = new byte[128];

    private TextEncoding(int bits, params ReadOnlySpan<string> alphabets)
    {
        _bits = bits;
        _alphabet = SearchValues.Create(string.Concat(alphabets));
        foreach (var alphabet in alphabets)
        {
            for (var value = 0; value < alphabet.Length; value++)
                _values[alphabet[value]] = (byte)value;
        }
    }

    /// <summary>Every encoding.</summary>
    public static ImmutableArray<TextEncoding> All { get; } =
    [new(6, Letters + "+/", Letters + "-_"), new(4, "0123456789abcdef", "0123456789ABCDEF")];

    // Signs that hold the shortest secret.
    private int ShortestRun => ((ShortestPiece * 8) + _bits - 1) / _bits;

    // At how many places in a run another way to read it begins.
    private int Alignments => _bits == 6 ? 4 : 2;

    /// <summary>The visible texts that runs of a text hold, what else they hold left out. Takes a time that grows with the text alone.</summary>
    public DecodedText In(string text)
    {
        var decoded = new DecodedText();
        var octets = Array.Empty<byte>();
        for (var at = 0; at < text.Length; )
        {
            var skipped = text.AsSpan(at).IndexOfAny(_alphabet);
            if (skipped < 0)
                break;
            at += skipped;
            var length = text.AsSpan(at).IndexOfAnyExcept(_alphabet);
            if (length < 0)
                length = text.Length - at;
            if (length >= ShortestRun)
            {
                if (octets.Length < length)
                    octets = new byte[length];
                for (var first = at; first < at + Alignments; first++)
                    Keep(decoded, first, octets.AsSpan(0, Octets(text.AsSpan(first, at + length - first), octets)));
            }

            at += length;
        }

        return decoded;
    }

    // The runtime would optimize it only after it has decoded much.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Octets(ReadOnlySpan<char> run, byte[] octets)
    {
        var values = _values;
        var (held, bits, count) = (0, 0, 0);
        foreach (var sign in run)
        {
            held = ((held << _bits) | values[sign]) & 0xffff;
            bits += _bits;
            if (bits < 8)
                continue;
            bits -= 8;
            octets[count++] = (byte)(held >> bits);
        }

        return count;
    }

    // Chance makes few runs of octets that can be read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(DecodedText decoded, int first, ReadOnlySpan<byte> octets)
    {
        for (var at = 0; at < octets.Length; at++)
        {
            var end = at;
            while (end < octets.Length && Readable(octets[end..]) is var taken and > 0)
                end += taken;
            if (end - at < ShortestPiece)
            {
                at = end;
                continue;
            }

            for (; at < end; at += Readable(octets[at..]))
            {
                var next = at + Readable(octets[at..]);
                decoded.Add(octets[at..next], first + (at * 8 / _bits), first + (((next * 8) + _bits - 1) / _bits));
            }

            decoded.Add([(byte)Between], first, first + 1);
        }
    }

    // How many octets make a character that can be seen; none where they make no such one.
    private static int Readable(ReadOnlySpan<byte> octets)
    {
        if (octets[0] < 0x80)
            return octets[0] is >= (byte)' ' and <= (byte)'~' ? 1 : 0;
        return Rune.DecodeFromUtf8(octets, out var rune, out var taken) == OperationStatus.Done && !Rune.IsControl(rune) ? taken : 0;
    }
}

/// <summary>What a text held encoded, and for each character where in the text the signs that hold it begin and end.</summary>
internal sealed class DecodedText
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public int Length => _text.Length;

    public List<int> Starts { get; } = [];

    public List<int> Ends { get; } = [];

    /// <summary>Adds one character.</summary>
    public void Add(ReadOnlySpan<byte> octets, int start, int end)
    {
        if (octets.Length == 1)
            _text.Append((char)octets[0]);
        else
            _text.Append(Encoding.UTF8.GetString(octets));
        while (Starts.Count < _text.Length)
        {
            Starts.Add(start);
            Ends.Add(end);
        }
    }
}
