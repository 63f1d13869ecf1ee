using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Conformance.Verification.Evidence;

/// <summary>
/// Finds many secrets in a text at once, in a time that grows with the text alone, whatever secrets and texts a target chooses: places are compared by polynomial hashes of a base that
/// nobody else knows, and the longest secret at a place is found by a binary search over lengths.
/// </summary>
internal sealed class SecretIndex
{
    private const int Beginning = Secrets.Shortest;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<(string Form, string Value)> _forms = [];
    private readonly StretchFilter _beginnings = new();

    // By the length and the hash of a beginning of a form: the longest form that stands at its start; none where it is only on the way to a longer one.
    private readonly Dictionary<(int Length, ulong Hash), (int Length, string? Value)> _prefixes = [];
    private int _highestBit;
    private bool _isStale;

    /// <summary>Tells of a form in which a secret may stand.</summary>
    public void Add(string form, string value)
    {
        if (form.Length < Beginning || !_known.Add(form))
            return;
        _forms.Add((form, value));
        _beginnings.Add(form, 0);
        _isStale = true;
    }

    /// <summary>For each place of a text at which a secret begins the longest one, in order; they may overlap.</summary>
    public IEnumerable<(int Start, int Length, string Value)> In(string text)
    {
        if (_forms.Count == 0)
            yield break;
        Build();
        PrefixHashes? hashes = null;
        for (var at = _beginnings.Next(text, 0); at >= 0; at = _beginnings.Next(text, at + 1))
        {
            hashes ??= new PrefixHashes(text);
            if (Longest(hashes, at, text.Length - at) is (var length, { } value))
                yield return (at, length, value);
        }
    }

    // Shorter forms come first, so that what stands at the start of a longer one is known when its turn comes.
    private void Build()
    {
        if (!_isStale)
            return;
        _isStale = false;
        _prefixes.Clear();
        _forms.Sort((a, b) => a.Form.Length.CompareTo(b.Form.Length));
        _highestBit = (int)BitOperations.RoundUpToPowerOf2((uint)_forms[^1].Form.Length);
        foreach (var (form, value) in _forms)
        {
            var hashes = new PrefixHashes(form);
            var length = 0;
            for (var bit = _highestBit; bit > 0; bit >>= 1)
            {
                if ((form.Length & bit) == 0)
                    continue;
                length |= bit;
                var key = (length, hashes.Of(0, length));
                if (length == form.Length)
                    _prefixes[key] = (length, value);
                else if (!_prefixes.ContainsKey(key))
                    _prefixes[key] = Longest(hashes, 0, length);
            }
        }
    }

    private (int Length, string? Value) Longest(PrefixHashes hashes, int at, int most)
    {
        (int Length, string? Value) longest = (0, null);
        var length = 0;
        for (var bit = _highestBit; bit > 0; bit >>= 1)
        {
            var longer = length | bit;
            if (longer > most || !_prefixes.TryGetValue((longer, hashes.Of(at, longer)), out var found))
                continue;
            length = longer;
            longest = found;
        }

        return longest;
    }

    /// <summary>Hashes of all stretches of a text, after one pass over it (Karp and Rabin, 1987).</summary>
    private sealed class PrefixHashes
    {
        private const ulong Modulus = (1UL << 61) - 1;

        private static readonly ulong Base =
            BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) % (Modulus - ushort.MaxValue) + ushort.MaxValue;

        private readonly ulong[] _hashes;
        private readonly ulong[] _powers;

        public PrefixHashes(string text)
        {
            _hashes = new ulong[text.Length + 1];
            _powers = new ulong[text.Length + 1];
            _powers[0] = 1;
            for (var i = 0; i < text.Length; i++)
            {
                _hashes[i + 1] = Reduce(Multiply(_hashes[i], Base) + text[i] + 1);
                _powers[i + 1] = Multiply(_powers[i], Base);
            }
        }

        public ulong Of(int at, int length) => Reduce(_hashes[at + length] + Modulus - Multiply(_hashes[at], _powers[length]));

        private static ulong Multiply(ulong left, ulong right)
        {
            var high = Math.BigMul(left, right, out var low);
            return Reduce((low & Modulus) + ((low >> 61) | (high << 3)));
        }

        private static ulong Reduce(ulong value)
        {
            value = (value & Modulus) + (value >> 61);
            return value >= Modulus ? value - Modulus : value;
        }
    }
}

/// <summary>Tells at one look that none of many stretches begins at a place of a text, by its first four characters.</summary>
internal sealed class StretchFilter
{
    private const int Bits = 16;

    private readonly ulong[] _seen = new ulong[1 << (Bits - 6)];

    public void Add(string text, int at)
    {
        var place = PlaceOf(text, at);
        _seen[place >> 6] |= 1UL << (place & 63);
    }

    /// <summary>The next place at which one may begin; -1 where none does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(string text, int at)
    {
        for (; at + Secrets.Shortest <= text.Length; at++)
        {
            var place = PlaceOf(text, at);
            if ((_seen[place >> 6] & (1UL << (place & 63))) != 0)
                return at;
        }

        return -1;
    }

    private static int PlaceOf(string text, int at)
    {
        var four = ((ulong)text[at] << 48) | ((ulong)text[at + 1] << 32) | ((ulong)text[at + 2] << 16) | text[at + 3];
        return (int)((four * 0x9E3779B97F4A7C15) >> (64 - Bits));
    }
}

/// <summary>How bytes look inside a longer text in base64 (RFC 4648, sections 4 and 5), as a password does in <c>Basic</c> credentials.</summary>
internal static class Base64Forms
{
    // Shorter ones would be found in harmless places.
    private const int Shortest = 8;

    /// <summary>The characters that the bytes alone decide, for each of the three places in a group at which they may begin, in both alphabets.</summary>
    public static IEnumerable<string> Of(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var decided = text[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            if (decided.Length < Shortest)
                continue;
            yield return decided;
            if (decided.AsSpan().ContainsAny('+', '/'))
                yield return decided.Replace('+', '-').Replace('/', '_');
        }
    }
}
