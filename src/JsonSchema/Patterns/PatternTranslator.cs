using System.Globalization;
using System.Text;

namespace Conformance.JsonSchema.Patterns;

/// <summary>
/// Translates an ECMA-262 expression (Unicode mode, lenient about escaped punctuation and single braces) to one of .NET with the same
/// matches.
/// </summary>
internal sealed partial class PatternTranslator
{
    private const int LargestAutomaton = 4000;
    private const int DeepestNesting = 200;

    private readonly string _source;
    private readonly bool _surrogates;
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, int> _groupNames = new(StringComparer.Ordinal);
    private int _groupCount;
    private int _position;
    private int _depth;
    private bool _hasLookaround;
    private bool _hasBackreference;

    private PatternTranslator(string source, bool surrogates)
    {
        _source = source;
        _surrogates = surrogates;
        CountGroups();
    }

    /// <summary>An expression for .NET, and whether only its backtracking engine can run it.</summary>
    internal readonly record struct Translation(string Expression, bool NeedsBacktracking);

    public static Translation Translate(string source, bool surrogates)
    {
        var translator = new PatternTranslator(source, surrogates);
        var size = translator.Disjunction();
        if (translator._position < source.Length)
            throw translator.Wrong("there is a \")\" without a \"(\" before it");
        return new Translation(
            translator._output.ToString(),
            translator._hasLookaround || translator._hasBackreference || size > LargestAutomaton
        );
    }

    private bool AtEnd => _position >= _source.Length;

    private char Current => _source[_position];

    private PatternSyntaxException Wrong(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"correct the expression at character {_position + 1}, where {what}"));

    private bool Accept(string text)
    {
        if (string.CompareOrdinal(_source, _position, text, 0, text.Length) != 0)
            return false;
        _position += text.Length;
        return true;
    }

    // Each of the following returns how many states the part needs in an automaton, roughly.
    private int Disjunction()
    {
        if (++_depth > DeepestNesting)
            throw Wrong("groups lie too deep within one another");
        var size = Alternative();
        while (Accept("|"))
        {
            _output.Append('|');
            size += Alternative();
        }

        _depth--;
        return size;
    }

    private int Alternative()
    {
        long size = 0;
        while (!AtEnd && Current is not '|' and not ')')
        {
            var start = _output.Length;
            var (atom, quantifiable) = Term();
            if (!AtEnd && Quantifier() is { } quantifier)
            {
                if (!quantifiable)
                    throw Wrong("a quantifier follows something that cannot be repeated");
                _output.Insert(start, "(?:").Append(')').Append(quantifier.Text);
                size += (long)atom * quantifier.Times;
            }
            else
            {
                size += atom;
            }

            size = Math.Min(size, int.MaxValue / 2);
        }

        return (int)Math.Min(size, int.MaxValue / 4);
    }

    private (int Size, bool Quantifiable) Term()
    {
        switch (Current)
        {
            case '^':
                _position++;
                _output.Append('^');
                return (1, false);
            case '$':
                _position++;
                _output.Append("\\z");
                return (1, false);
            case '(':
                return Group();
            case '.':
                _position++;
                var line = new CodePointSet { IsNegated = true }.Add(('\n', '\n'), ('\r', '\r'), ('\u2028', '\u2029'));
                _output.Append(line.ToExpression(_surrogates));
                return (1, true);
            case '[':
                _output.Append(CharacterClass().ToExpression(_surrogates));
                return (1, true);
            case '\\':
                return AtomEscape();
            case '*' or '+' or '?':
                throw Wrong($"\"{Current}\" has nothing before it to repeat");
            default:
                Literal(CodePoint());
                return (1, true);
        }
    }

    private (int Size, bool Quantifiable) Group()
    {
        var look = Array.Find(["(?=", "(?!", "(?<=", "(?<!"], Accept);
        if (look is not null)
        {
            _hasLookaround = true;
            _output.Append(look);
        }
        else if (!Accept("(?:"))
        {
            if (Accept("(?<"))
                _ = GroupName();
            else if (Accept("(?"))
                throw Wrong("\"(?\" begins no kind of group of ECMA-262");
            else
                Accept("(");
            // Names are not passed on: .NET would number named groups after all others.
            _output.Append(_hasBackreferences ? "(" : "(?:");
        }
        else
        {
            _output.Append("(?:");
        }

        var size = Disjunction();
        if (!Accept(")"))
            throw Wrong("a group is not closed");
        _output.Append(')');
        return (size, look is not ("(?<=" or "(?<!"));
    }

    private string GroupName()
    {
        var end = _source.IndexOf('>', _position);
        if (end <= _position)
            throw Wrong("a group's name is missing its \">\"");
        var name = _source[_position..end];
        _position = end + 1;
        return name;
    }

    private (string Text, int Times)? Quantifier()
    {
        var start = _position;
        var times = 1;
        if (Current is '*' or '+' or '?')
        {
            _position++;
        }
        else if (Current == '{')
        {
            _position++;
            if (Number() is not { } least)
            {
                _position = start;
                return null;
            }

            int? most = least;
            if (Accept(","))
                most = Number();
            if (!Accept("}"))
            {
                _position = start;
                return null;
            }

            if (most < least)
                throw Wrong("a quantifier's bounds are in the wrong order");
            times = Math.Max(most ?? least, 1);
        }
        else
        {
            return null;
        }

        Accept("?");
        return (_source[start.._position], times);
    }

    private int? Number()
    {
        var start = _position;
        long value = 0;
        for (; !AtEnd && char.IsAsciiDigit(Current); _position++)
            value = Math.Min(int.MaxValue, (value * 10) + (Current - '0'));
        return _position > start ? (int)value : null;
    }

    private int CodePoint()
    {
        var point = char.IsSurrogatePair(_source, _position) ? char.ConvertToUtf32(_source, _position) : _source[_position];
        _position += point > char.MaxValue ? 2 : 1;
        return point;
    }

    private void Literal(int point)
    {
        if (point > char.MaxValue)
            _output.Append("(?:").Append(char.ConvertFromUtf32(point)).Append(')');
        else if (char.IsAsciiLetterOrDigit((char)point))
            _output.Append((char)point);
        else
            _output.Append(CultureInfo.InvariantCulture, $"\\u{point:X4}");
    }
}
