using System.Globalization;
using System.Text;

namespace Conformance.JsonSchema.Patterns;

/// <summary>What one character class matches: ranges of code points and Unicode general categories, possibly all but these.</summary>
internal sealed class CodePointSet
{
    private const int FirstSupplementary = 0x10000;
    private const int LastCodePoint = 0x10FFFF;
    private const char FirstSurrogate = '\uD800';
    private const char LastSurrogate = '\uDFFF';

    private readonly List<(int First, int Last)> _ranges = [];
    private int _categories;

    public bool IsNegated { get; set; }

    public CodePointSet Add(int first, int last)
    {
        _ranges.Add((first, last));
        return this;
    }

    public CodePointSet Add(params ReadOnlySpan<(int First, int Last)> ranges)
    {
        foreach (var range in ranges)
            _ranges.Add(range);
        return this;
    }

    /// <summary>Adds general categories, a bit for each <see cref="UnicodeCategory"/>.</summary>
    public CodePointSet AddCategories(int categories)
    {
        _categories |= categories;
        return this;
    }

    /// <summary>Adds another set, which may be negated.</summary>
    public void Add(CodePointSet other)
    {
        if (!other.IsNegated)
        {
            _ranges.AddRange(other._ranges);
            _categories |= other._categories;
        }
        else if (other._ranges.Count == 0)
        {
            _categories |= ~other._categories & UnicodeProperty.AllCategories;
        }
        else
        {
            _ranges.AddRange(Complement(other.Expand()));
        }
    }

    /// <summary>Whether a code point is one of the set.</summary>
    public bool Contains(int point)
    {
        var isIn = (_categories & (1 << (int)CharUnicodeInfo.GetUnicodeCategory(point))) != 0;
        for (var i = 0; i < _ranges.Count && !isIn; i++)
            isIn = point >= _ranges[i].First && point <= _ranges[i].Last;
        return isIn != IsNegated;
    }

    /// <summary>Writes the set as .NET understands it; with surrogates, each match is a whole code point.</summary>
    public string ToExpression(bool surrogates) => surrogates ? WithSurrogates() : Plain();

    private string Plain()
    {
        var ranges = _ranges.Where(range => range.First < FirstSupplementary).ToList();
        if (ranges.Count == 0 && _categories == 0)
            return IsNegated ? "[\\u0000-\\uFFFF]" : "[^\\u0000-\\uFFFF]";
        var text = new StringBuilder(IsNegated ? "[^" : "[");
        foreach (var (first, last) in ranges)
            AppendRange(text, first, Math.Min(last, char.MaxValue));
        foreach (var name in UnicodeProperty.CategoryNames(_categories))
            text.Append("\\p{").Append(name).Append('}');
        return text.Append(']').ToString();
    }

    private string WithSurrogates()
    {
        var ranges = Expand();
        if (IsNegated)
            ranges = Complement(ranges);
        var basic = new StringBuilder();
        var lowByHigh = new SortedDictionary<char, StringBuilder>();
        foreach (var (first, last) in ranges)
        {
            if (first < FirstSurrogate)
                AppendRange(basic, first, Math.Min(last, FirstSurrogate - 1));
            if (last > LastSurrogate && first < FirstSupplementary)
                AppendRange(basic, Math.Max(first, LastSurrogate + 1), Math.Min(last, char.MaxValue));
            if (last >= FirstSupplementary)
                AddPairs(lowByHigh, Math.Max(first, FirstSupplementary), last);
        }

        var alternatives = Pairs(lowByHigh);
        if (basic.Length > 0)
            alternatives.Insert(0, $"[{basic}]");
        return alternatives.Count == 0 ? "[^\\u0000-\\uFFFF]" : $"(?:{string.Join('|', alternatives)})";
    }

    private static void AddPairs(SortedDictionary<char, StringBuilder> lowByHigh, int first, int last)
    {
        while (first <= last)
        {
            var pair = char.ConvertFromUtf32(first);
            var end = Math.Min(last, char.ConvertToUtf32(pair[0], '\uDFFF'));
            if (!lowByHigh.TryGetValue(pair[0], out var low))
                lowByHigh.Add(pair[0], low = new StringBuilder());
            AppendRange(low, pair[1], char.ConvertFromUtf32(end)[1]);
            first = end + 1;
        }
    }

    // High surrogates that go with the same low ones share an alternative, which keeps the expression short.
    private static List<string> Pairs(SortedDictionary<char, StringBuilder> lowByHigh)
    {
        var alternatives = new List<string>();
        foreach (var group in lowByHigh.GroupBy(entry => entry.Value.ToString(), StringComparer.Ordinal))
        {
            var high = new StringBuilder();
            foreach (var (surrogate, _) in group)
                AppendRange(high, surrogate, surrogate);
            alternatives.Add($"[{high}][{group.Key}]");
        }

        return alternatives;
    }

    private static void AppendRange(StringBuilder text, int first, int last)
    {
        text.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}");
        if (last > first)
            text.Append(CultureInfo.InvariantCulture, $"-\\u{last:X4}");
    }

    private static List<(int First, int Last)> Complement(List<(int First, int Last)> sorted)
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in sorted)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = Math.Max(next, last + 1);
        }

        if (next <= LastCodePoint)
            gaps.Add((next, LastCodePoint));
        return gaps;
    }

    private List<(int First, int Last)> Expand()
    {
        var merged = new List<(int First, int Last)>();
        foreach (var (first, last) in _ranges.Concat(UnicodeProperty.RangesOf(_categories)).Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }

        return merged;
    }
}
