namespace Conformance.Contracts.Routing;

/// <summary>One segment of a path template: literal, or with parameters in it.</summary>
internal sealed class SegmentPattern
{
    private readonly string[] _literals;

    private SegmentPattern(string[] literals) => _literals = literals;

    /// <summary>The text, where the segment has no parameter.</summary>
    public string? Literal => _literals is [var only] ? only : null;

    public int LiteralLength => _literals.Sum(l => l.Length);

    /// <summary>The parameters' names in a path template, in order: <c>format</c> in <c>/report.{format}</c>.</summary>
    public static IEnumerable<string> NamesIn(string template)
    {
        for (int at = 0, open; (open = template.IndexOf('{', at)) >= 0 && template.IndexOf('}', open) is var close and >= 0; at = close + 1)
        {
            yield return template[(open + 1)..close];
        }
    }

    /// <summary>Reads one segment; a brace that does not close is a literal. Its literals stay as they are written, percent-encoded or not.</summary>
    public static SegmentPattern Parse(string segment) => new([.. LiteralsIn(segment)]);

    /// <summary>The same for what is matched against decoded segments: a document may write a path as it is sent (OpenAPI 3.1.1, section 4.8.8.1), or decoded.</summary>
    public static SegmentPattern ParseDecoded(string segment) => new([.. LiteralsIn(segment).Select(Uri.UnescapeDataString)]);

    private static List<string> LiteralsIn(string segment)
    {
        var literals = new List<string>();
        var at = 0;
        foreach (var name in NamesIn(segment))
        {
            var open = segment.IndexOf('{', at);
            literals.Add(segment[at..open]);
            at = open + name.Length + 2;
        }

        literals.Add(segment[at..]);
        return literals;
    }

    /// <summary>What patterns have in common that differ in nothing but the names of their parameters.</summary>
    public string Shape => string.Join('\0', _literals);

    /// <summary>Matches a decoded segment; a parameter catches at least one character, and the first literal after it ends it.</summary>
    public bool Match(ReadOnlySpan<char> segment, ref List<string>? captured)
    {
        if (!segment.StartsWith(_literals[0], StringComparison.Ordinal))
            return false;
        var rest = segment[_literals[0].Length..];
        for (var i = 1; i < _literals.Length; i++)
        {
            var next = _literals[i];
            var last = i == _literals.Length - 1;
            if (last && !rest.EndsWith(next, StringComparison.Ordinal))
                return false;
            var end = last ? rest.Length - next.Length : rest.IndexOf(next, StringComparison.Ordinal);
            if (end <= 0)
                return false;
            (captured ??= []).Add(rest[..end].ToString());
            rest = rest[(end + next.Length)..];
        }

        return true;
    }
}
