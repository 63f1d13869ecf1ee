namespace Conformance.Documents.Paths;

/// <summary>Parses segments and selectors (RFC 9535 section 2), strictly; filters are <see cref="FilterParser"/>'s.</summary>
internal sealed class PathParser
{
    private readonly QueryText _text;
    private readonly FilterParser _filters;

    public PathParser(QueryText text)
    {
        _text = text;
        _filters = new FilterParser(text, this);
    }

    /// <summary>Parses the whole text as an absolute query.</summary>
    /// <exception cref="PathSyntaxException">It is none.</exception>
    public Query ParseWhole()
    {
        _text.Take("$", "at the beginning");
        var query = new Query(IsRelative: false, ParseSegments());
        return _text.IsAtEnd ? query : throw _text.Unexpected("\".\", \"[\" or the end");
    }

    /// <summary>Parses a query within a filter; <c>$</c> or <c>@</c> stands here.</summary>
    public Query ParseNested()
    {
        var isRelative = _text.TryTake("@");
        if (!isRelative)
            _text.Take("$", "or \"@\"");
        return new Query(isRelative, ParseSegments());
    }

    private List<Segment> ParseSegments()
    {
        var segments = new List<Segment>();
        while (true)
        {
            // Blanks may stand before a segment but not after the last one.
            var before = _text.Position;
            _text.SkipBlanks();
            if (_text.TryTake(".."))
                segments.Add(ParseSegment(isDescendant: true));
            else if (_text.Here is '.' or '[')
                segments.Add(ParseSegment(isDescendant: false));
            else
            {
                _text.Back(before);
                return segments;
            }
        }
    }

    private Segment ParseSegment(bool isDescendant)
    {
        IReadOnlyList<Selector> selectors;
        if (_text.TryTake("["))
            selectors = ParseBracketed();
        else
        {
            if (!isDescendant)
                _text.Take(".", "or \"[\"");
            selectors = [ParseShorthand()];
        }

        return new Segment(isDescendant, selectors, _text.Position);
    }

    private Selector ParseShorthand()
    {
        if (_text.TryTake("*"))
            return new WildcardSelector();

        var name = _text.TakeName();
        return name.Length > 0 ? new NameSelector(name) : throw _text.Unexpected("a name or \"*\" (write other names as ['name'])");
    }

    private List<Selector> ParseBracketed()
    {
        var selectors = new List<Selector>();
        do
        {
            _text.SkipBlanks();
            selectors.Add(ParseSelector());
            _text.SkipBlanks();
        } while (_text.TryTake(","));

        _text.Take("]", "or \",\"");
        return selectors;
    }

    private Selector ParseSelector()
    {
        if (_text.Here is '\'' or '"')
            return new NameSelector(_text.TakeString());
        if (_text.TryTake("*"))
            return new WildcardSelector();
        if (_text.TryTake("?"))
        {
            _text.SkipBlanks();
            return new FilterSelector(_filters.ParseCondition());
        }

        if (_text.IsInteger || _text.Here == ':')
            return ParseIndexOrSlice();

        throw _text.Unexpected("a quoted name, an index, a slice, \"*\" or \"?\"");
    }

    private Selector ParseIndexOrSlice()
    {
        var start = TryInteger();
        if (!TrySeparator())
            return new IndexSelector(start!.Value);

        var end = TryInteger();
        return new SliceSelector(start, end, TrySeparator() ? TryInteger() ?? 1 : 1);
    }

    private long? TryInteger() => _text.IsInteger ? _text.TakeInteger() : null;

    // A colon with the blanks around it; blanks without a colon are left to the caller.
    private bool TrySeparator()
    {
        _text.SkipBlanks();
        if (!_text.TryTake(":"))
            return false;
        _text.SkipBlanks();
        return true;
    }
}
