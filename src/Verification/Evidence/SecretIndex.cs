using System.Numerics;
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
    private readonly HashSet<ulong> _beginnings = [];

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
        _beginnings.Add(BeginningAt(form, 0));
        _isStale = true;
    }

    /// <summary>For each place of a text at which a secret begins the longest one, in order; they may overlap.</summary>
    public IEnumerable<(int Start, int Length, string Value)> In(string text)
    {
        Build();
        PrefixHashes? hashes = null;
        for (var at = 0; at + Beginning <= text.Length; at++)
        {
            if (!_beginnings.Contains(BeginningAt(text, at)))
                continue;
            hashes ??= new PrefixHashes(text);
            if (Longest(hashes, at, text.Length - at) is (var length, { } value))
                yield return (at, length, value);
        }
    }

    private static ulong BeginningAt(string text, int at) =>
        ((ulong)text[at] << 48) | ((ulong)text[at + 1] << 32) | ((ulong)text[at + 2] << 16) | text[at + 3];

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

/// <summary>
/// Finds what is left of a secret that was cut: every stretch of it from sixteen characters on. Every eighth run of eight characters of a secret is kept, so that any
/// stretch of fifteen holds one of them.
/// </summary>
internal sealed class SecretParts
{
    private const int Run = 8;
    private const int Shortest = 16;

    private readonly Dictionary<(ulong Low, ulong High), (string Form, int At, string Value)> _runs = [];

    /// <summary>Tells of a form in which a secret may stand.</summary>
    public void Add(string form, string value)
    {
        if (form.Length < Shortest)
            return;

        // The header of a JWT or JWE says only how it was made, and many tokens share it.
        var start = form.StartsWith("eyJ", StringComparison.Ordinal) ? form.IndexOf('.', StringComparison.Ordinal) + 1 : 0;
        for (var at = start; at + Run <= form.Length; at += Run)
            _runs.TryAdd(Key(form, at), (form, at, value));
    }

    /// <summary>The stretches of secrets in a text, in order; none overlaps another.</summary>
    public IEnumerable<(int Start, int End, string Value)> In(string text)
    {
        if (_runs.Count == 0)
            yield break;
        var earliest = 0;
        for (var at = 0; at + Run <= text.Length; at++)
        {
            if (At(text, at, earliest) is not var (start, end, value))
                continue;
            yield return (start, end, value);
            earliest = end;
            at = end - 1;
        }
    }

    // The stretch around the run that begins at a place of a text; it does not reach before the earliest place.
    private (int Start, int End, string Value)? At(string text, int at, int earliest)
    {
        if (!_runs.TryGetValue(Key(text, at), out var run))
            return null;
        var (start, end, form) = (at, at + Run, run.Form);
        for (var own = run.At - 1; start > earliest && own >= 0 && text[start - 1] == form[own]; own--)
            start--;
        for (var own = run.At + Run; end < text.Length && own < form.Length && text[end] == form[own]; own++)
            end++;
        return end - start >= Shortest ? (start, end, run.Value) : null;
    }

    private static (ulong Low, ulong High) Key(string text, int at)
    {
        ulong low = 0,
            high = 0;
        for (var i = 0; i < Run / 2; i++)
        {
            low = (low << 16) | text[at + i];
            high = (high << 16) | text[at + i + (Run / 2)];
        }

        return (low, high);
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
