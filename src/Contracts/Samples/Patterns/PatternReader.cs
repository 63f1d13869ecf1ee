using System.Text;

namespace Conformance.Contracts.Samples.Patterns;

/// <summary>
/// Reads an ECMA-262 regular expression into its parts; constructs of neighbouring dialects (inline flags, <c>\A</c>, <c>(?P&lt;name&gt;</c>) are
/// understood as well. It is lenient: a stray character stands for itself, and samples are checked afterwards anyway.
/// </summary>
internal sealed class PatternReader
{
    private readonly PatternText _text;
    private int _groups;

    private PatternReader(string pattern) => _text = new(pattern);

    public static Piece Read(string pattern)
    {
        var reader = new PatternReader(pattern);
        var pieces = new List<Piece> { reader.Disjunction() };
        while (!reader._text.AtEnd)
        {
            // Only a closing parenthesis without an opening one can stop the reading early.
            pieces.Add(Literal(reader._text.Take()));
            pieces.Add(reader.Disjunction());
        }

        return new InSequence(pieces);
    }

    private static OneOf Literal(int code) => new(CharacterSet.Range(code, code));

    private Piece Disjunction()
    {
        var branches = new List<Piece> { Sequence() };
        while (_text.Skip("|"))
            branches.Add(Sequence());
        return branches.Count == 1 ? branches[0] : new Either(branches);
    }

    private InSequence Sequence()
    {
        var parts = new List<Piece>();
        while (!_text.AtEnd && !_text.Sees("|") && !_text.Sees(")"))
        {
            var atom = Atom();
            parts.Add(Quantifier() is { } times ? new Repeated(atom, times.Least, times.Most) : atom);
        }

        return new(parts);
    }

    private (int Least, int? Most)? Quantifier()
    {
        (int, int?)? times =
            _text.Skip("*") ? (0, null)
            : _text.Skip("+") ? (1, null)
            : _text.Skip("?") ? (0, 1)
            : _text.SkipCounts();
        if (times is not null)
            _ = _text.Skip("?") || _text.Skip("+");
        return times;
    }

    private Piece Atom()
    {
        if (_text.Skip("("))
            return Group();
        if (_text.Skip("["))
            return new OneOf(CharacterClassReader.Read(_text));
        if (_text.Skip("."))
            return new OneOf(CharacterSet.AllButLineEnds);
        if (_text.Skip("^") || _text.Skip("$"))
            return new Assertion();
        return _text.Skip("\\") ? Escape() : Literal(_text.Take());
    }

    private Piece Group()
    {
        Piece piece;
        if (_text.Skip("?="))
            piece = new Ahead(Disjunction());
        else if (_text.Skip("?!") || _text.Skip("?<=") || _text.Skip("?<!"))
            piece = Ignored();
        else if (_text.Skip("?<") || _text.Skip("?P<"))
            piece = Capture(_text.TakeUntil('>'));
        else if (_text.Skip("?"))
            piece = Flagged();
        else
            piece = Capture(null);
        _ = _text.Skip(")");
        return piece;
    }

    private Assertion Ignored()
    {
        Disjunction();
        return new();
    }

    private Captured Capture(string? name)
    {
        var number = ++_groups;
        return new(Disjunction(), number, name);
    }

    // (?:…), (?i), (?i:…), (?>…)
    private Piece Flagged()
    {
        while (!_text.AtEnd && !_text.Sees(")"))
        {
            if (_text.Take() is ':' or '>')
                return Disjunction();
        }

        return new Assertion();
    }

    private Piece Escape()
    {
        if (_text.AtEnd)
            return Literal('\\');
        if (EscapedSet.Read(_text) is { } set)
            return new OneOf(set);
        if (((string[])["b", "B", "A", "Z", "z"]).Any(_text.Skip))
            return new Assertion();
        if (_text.Skip("k<"))
            return new CapturedAgain(_text.TakeUntil('>'));
        if (_text.Peek() is >= '1' and <= '9')
        {
            var number = new StringBuilder();
            while (!_text.AtEnd && _text.Peek() is >= '0' and <= '9')
                number.Append((char)_text.Take());
            return new CapturedAgain(number.ToString());
        }

        return Literal(EscapedSet.Character(_text));
    }
}
