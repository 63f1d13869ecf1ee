using System.Globalization;
using System.Text;

namespace Conformance.Contracts.Samples.Patterns;

/// <summary>A regular expression while it is being read.</summary>
internal sealed class PatternText(string pattern)
{
    private int _position;

    public bool AtEnd => _position >= pattern.Length;

    public bool Sees(string text) => string.CompareOrdinal(pattern, _position, text, 0, text.Length) == 0;

    public char Peek() => pattern[_position];

    /// <summary>Takes the text if it comes next.</summary>
    public bool Skip(string text)
    {
        if (!Sees(text))
            return false;
        _position += text.Length;
        return true;
    }

    /// <summary>Takes the text and what <paramref name="read"/> makes of the rest; takes nothing when that is null.</summary>
    public T? SkipThen<T>(string text, Func<PatternText, T?> read)
        where T : class
    {
        var start = _position;
        if (Skip(text) && read(this) is { } result)
            return result;
        _position = start;
        return null;
    }

    /// <summary>Takes one code point.</summary>
    public int Take()
    {
        if (Rune.DecodeFromUtf16(pattern.AsSpan(_position), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            return pattern[_position++];
        _position += length;
        return rune.Value;
    }

    /// <summary>Takes everything up to a character, and the character.</summary>
    public string TakeUntil(char end)
    {
        var stop = pattern.IndexOf(end, _position);
        stop = stop < 0 ? pattern.Length : stop;
        var taken = pattern[_position..stop];
        _position = Math.Min(stop + 1, pattern.Length);
        return taken;
    }

    /// <summary>Takes up to that many hexadecimal digits.</summary>
    public string TakeHexadecimal(int most)
    {
        var start = _position;
        while (!AtEnd && _position - start < most && char.IsAsciiHexDigit(Peek()))
            _position++;
        return pattern[start.._position];
    }

    /// <summary>Takes <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; null, with nothing taken, when something else comes next.</summary>
    public (int Least, int? Most)? SkipCounts()
    {
        if (AtEnd || Peek() != '{' || pattern.IndexOf('}', _position) is var end && end < 0)
            return null;
        var counts = pattern[(_position + 1)..end].Split(',');
        if (counts.Length > 2 || counts[0].Length == 0 || !counts.All(count => count.Length == 0 || count.All(char.IsAsciiDigit)))
            return null;
        _position = end + 1;
        var least = Number(counts[0]);
        return (
            least,
            counts.Length == 1 ? least
            : counts[1].Length == 0 ? null
            : Number(counts[1])
        );
    }

    private static int Number(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
