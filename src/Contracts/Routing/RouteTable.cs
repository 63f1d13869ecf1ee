namespace Conformance.Contracts.Routing;

/// <summary>
/// Finds what stands behind a path. Paths are case-sensitive (RFC 3986, section 6.2.2.1), and a literal segment comes before a templated one
/// (OpenAPI 3.1.1, section 4.8.8.2). The path is cut at its raw slashes and each segment decoded by itself, so that <c>%2F</c> stays in its segment;
/// the literals of a template are decoded alike.
/// </summary>
/// <typeparam name="T">What stands behind a path.</typeparam>
public sealed class RouteTable<T>
    where T : class
{
    private static readonly IReadOnlyList<string> NoValues = [];

    private readonly Branch _root = new();

    /// <summary>
    /// What stands behind a path template such as <c>/users/{id}/avatar.{ext}</c>, made when there is nothing yet.
    /// Templates that differ only in the names of their parameters are one (OpenAPI 3.1.1, section 4.8.8.2).
    /// </summary>
    public T GetOrAdd(string template, Func<T> make)
    {
        var branch = _root;
        foreach (var segment in template.TrimStart('/').Split('/'))
            branch = branch.Child(SegmentPattern.ParseDecoded(segment));
        return branch.Value ??= make();
    }

    /// <summary>Looks up a raw path such as <c>/users/4%202/avatar.png</c>; null where no template fits.</summary>
    /// <param name="path">The path, percent-encoded.</param>
    /// <param name="values">What the templated segments caught, decoded, in the order of the template.</param>
    public T? Find(ReadOnlySpan<char> path, out IReadOnlyList<string> values)
    {
        List<string>? captured = null;
        var found = Find(_root, path is ['/', ..] ? path[1..] : path, ref captured);
        values = captured ?? NoValues;
        return found;
    }

    private static T? Find(Branch branch, ReadOnlySpan<char> rest, ref List<string>? captured)
    {
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        if (segment.Contains('%'))
            segment = Uri.UnescapeDataString(segment.ToString());
        if (branch.Literals.TryGetValue(segment, out var literal) && Descend(literal, rest, slash, ref captured) is { } exact)
            return exact;
        foreach (var (pattern, child) in branch.Templates)
        {
            var mark = captured?.Count ?? 0;
            if (pattern.Match(segment, ref captured) && Descend(child, rest, slash, ref captured) is { } found)
                return found;
            captured?.RemoveRange(mark, captured.Count - mark);
        }

        return null;
    }

    private static T? Descend(Branch child, ReadOnlySpan<char> rest, int slash, ref List<string>? captured) =>
        slash < 0 ? child.Value : Find(child, rest[(slash + 1)..], ref captured);

    private sealed class Branch
    {
        private readonly Dictionary<string, Branch> _literals = new(StringComparer.Ordinal);
        private readonly Dictionary<string, (SegmentPattern Pattern, Branch Child)> _templates = new(StringComparer.Ordinal);
        private (SegmentPattern Pattern, Branch Child)[]? _inOrder;

        public Branch() => Literals = _literals.GetAlternateLookup<ReadOnlySpan<char>>();

        public Dictionary<string, Branch>.AlternateLookup<ReadOnlySpan<char>> Literals { get; }

        // The pattern with more literal characters is the more concrete one, and is tried first. Two threads may both sort; each assigns a complete list.
        public (SegmentPattern Pattern, Branch Child)[] Templates =>
            _inOrder ??= [.. _templates.Values.OrderByDescending(t => t.Pattern.LiteralLength)];

        public T? Value { get; set; }

        public Branch Child(SegmentPattern pattern)
        {
            if (pattern.Literal is { } literal)
            {
                if (!_literals.TryGetValue(literal, out var known))
                    _literals[literal] = known = new Branch();
                return known;
            }

            if (_templates.TryGetValue(pattern.Shape, out var same))
                return same.Child;
            var child = new Branch();
            _templates.Add(pattern.Shape, (pattern, child));
            _inOrder = null;
            return child;
        }
    }
}
