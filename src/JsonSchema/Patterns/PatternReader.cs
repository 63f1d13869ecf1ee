using System.Globalization;

namespace Conformance.JsonSchema.Patterns;

/// <summary>
/// Reads a regular expression of ECMA-262 (Unicode mode, lenient about escaped punctuation and single braces). What is not of that language
/// is told as a mistake, and read as neighbouring dialects mean it or as standing for itself.
/// </summary>
internal sealed class PatternReader
{
    private const int DeepestNesting = 200;

    private readonly string _source;
    private readonly Dictionary<string, int> _groupNames = new(StringComparer.Ordinal);
    private int _groupCount;
    private int _groupsRead;
    private int _position;
    private int _depth;
    private string? _mistake;

    private PatternReader(string source)
    {
        _source = source;
        CountGroups();
    }

    private bool AtEnd => _position >= _source.Length;

    private char Current => _source[_position];

    /// <summary>The expression, and how to mend the first mistake in it; null when there is none.</summary>
    public static (PatternPart Pattern, string? Mistake) Read(string source)
    {
        var reader = new PatternReader(source);
        var parts = new List<PatternPart> { reader.Disjunction() };
        while (!reader.AtEnd)
        {
            reader.Wrong("there is a \")\" without a \"(\" before it");
            parts.Add(new PatternPart.Character(reader.CodePoint()));
            parts.Add(reader.Disjunction());
        }

        return (parts.Count == 1 ? parts[0] : new PatternPart.Sequence(parts), reader._mistake);
    }

    private void Wrong(string what) =>
        _mistake ??= string.Create(CultureInfo.InvariantCulture, $"correct the expression at character {_position + 1}, where {what}");

    private void WrongQuantifier() => Wrong($"\"{Current}\" has nothing before it to repeat");

    private bool Accept(string text)
    {
        if (string.CompareOrdinal(_source, _position, text, 0, text.Length) != 0)
            return false;
        _position += text.Length;
        return true;
    }

    // Groups are counted first, because a back reference may stand before its group.
    private void CountGroups()
    {
        var inClass = false;
        for (var index = 0; index < _source.Length; index++)
        {
            var here = _source[index];
            if (here == '\\')
                index++;
            else if (here is '[' or ']')
                inClass = here == '[';
            else if (here == '(' && !inClass)
                CountGroup(index + 1);
        }
    }

    private void CountGroup(int next)
    {
        var isNamed =
            string.CompareOrdinal(_source, next, "?<", 0, 2) == 0 && next + 2 < _source.Length && _source[next + 2] is not '=' and not '!';
        if (!isNamed && next < _source.Length && _source[next] == '?')
            return;
        _groupCount++;
        var end = isNamed ? _source.IndexOf('>', next) : -1;
        if (end > next + 2 && !_groupNames.TryAdd(_source[(next + 2)..end], _groupCount))
            Wrong($"two groups are named \"{_source[(next + 2)..end]}\"");
    }

    private PatternPart Disjunction()
    {
        if (++_depth > DeepestNesting)
        {
            Wrong("groups lie too deep within one another");
            _position = _source.Length;
        }

        var branches = new List<PatternPart> { Alternative() };
        while (Accept("|"))
            branches.Add(Alternative());
        _depth--;
        return branches.Count == 1 ? branches[0] : new PatternPart.Disjunction(branches);
    }

    private PatternPart.Sequence Alternative()
    {
        var parts = new List<PatternPart>();
        while (!AtEnd && Current is not '|' and not ')')
        {
            var isStray = Current is '*' or '+' or '?';
            if (isStray)
                WrongQuantifier();
            var part = isStray ? new PatternPart.Character(CodePoint()) : Term();
            if (AtEnd || Quantifier() is not var (least, most, text))
            {
                parts.Add(part);
                continue;
            }

            if (part is PatternPart.Assertion or PatternPart.Lookaround { Behind: true })
                Wrong("a quantifier follows something that cannot be repeated");
            parts.Add(new PatternPart.Repetition(part, least, most, text));
            // A "+" after a quantifier says how other dialects search, not what they find.
            if (text is [_] or [.., '}'] && !AtEnd && Current == '+')
            {
                WrongQuantifier();
                _position++;
            }
        }

        return new PatternPart.Sequence(parts);
    }

    private PatternPart Term()
    {
        switch (Current)
        {
            case '^':
                _position++;
                return new PatternPart.Assertion(PatternPart.Place.Start);
            case '$':
                _position++;
                return new PatternPart.Assertion(PatternPart.Place.End);
            case '(':
                return Group();
            case '.':
                _position++;
                return new PatternPart.AnyCharacter();
            case '[':
                return CharacterClass();
            case '\\':
                return AtomEscape();
            default:
                return new PatternPart.Character(CodePoint());
        }
    }

    private PatternPart Group()
    {
        PatternPart group;
        var look = Array.Find(["(?=", "(?!", "(?<=", "(?<!"], Accept);
        if (look is not null)
        {
            group = new PatternPart.Lookaround(Disjunction(), Behind: look[2] == '<', IsNegated: look[^1] == '!');
        }
        else if (Accept("(?:"))
        {
            group = new PatternPart.Group(Disjunction(), null);
        }
        else if (Accept("(?<"))
        {
            _ = GroupName();
            group = Captured();
        }
        else if (Accept("(?"))
        {
            group = OfOtherDialect();
        }
        else
        {
            _position++;
            group = Captured();
        }

        if (!Accept(")"))
            Wrong("a group is not closed");
        return group;
    }

    private PatternPart.Group Captured()
    {
        var number = ++_groupsRead;
        return new PatternPart.Group(Disjunction(), number);
    }

    // (?P<name>…), (?i), (?i:…), (?>…)
    private PatternPart OfOtherDialect()
    {
        Wrong("\"(?\" begins no kind of group of ECMA-262");
        if (Accept("P<"))
        {
            _groupNames.TryAdd(GroupName(), _groupsRead + 1);
            _groupCount = Math.Max(_groupCount, _groupsRead + 1);
            return Captured();
        }

        while (!AtEnd && Current != ')')
        {
            if (_source[_position++] is ':' or '>')
                return new PatternPart.Group(Disjunction(), null);
        }

        return new PatternPart.Assertion(PatternPart.Place.Other);
    }

    private string GroupName()
    {
        var end = _source.IndexOf('>', _position);
        if (end <= _position)
        {
            Wrong("a group's name is missing its \">\"");
            end = Math.Max(end, _position);
        }

        var name = _source[_position..end];
        _position = Math.Min(end + 1, _source.Length);
        return name;
    }

    private (int Least, int? Most, string Text)? Quantifier()
    {
        var start = _position;
        (int Least, int? Most) times;
        switch (Current)
        {
            case '*':
                times = (0, null);
                _position++;
                break;
            case '+':
                times = (1, null);
                _position++;
                break;
            case '?':
                times = (0, 1);
                _position++;
                break;
            case '{' when Counts() is { } counts:
                times = counts;
                if (times.Most < times.Least)
                    Wrong("a quantifier's bounds are in the wrong order");
                break;
            default:
                _position = start;
                return null;
        }

        Accept("?");
        return (times.Least, times.Most, _source[start.._position]);
    }

    private (int Least, int? Most)? Counts()
    {
        _position++;
        if (Number() is not { } least)
            return null;
        int? most = least;
        if (Accept(","))
            most = Number();
        return Accept("}") ? (least, most) : null;
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

    private PatternPart AtomEscape()
    {
        if (Accept("\\b"))
            return new PatternPart.Assertion(PatternPart.Place.WordBoundary);
        if (Accept("\\B"))
            return new PatternPart.Assertion(PatternPart.Place.NoWordBoundary);
        if (Accept("\\k"))
        {
            var number = 0;
            if (!Accept("<") || !_groupNames.TryGetValue(GroupName(), out number))
                Wrong("\"\\k\" names no group");
            return new PatternPart.Backreference(number);
        }

        if (_position + 1 < _source.Length && _source[_position + 1] is >= '1' and <= '9')
        {
            _position++;
            var number = Number() ?? 0;
            if (number > _groupCount)
                Wrong("a back reference leads to no group");
            return new PatternPart.Backreference(number > _groupCount ? 0 : number);
        }

        if (ClassEscape() is { } set)
            return set;
        var isPlace = _position + 1 < _source.Length && _source[_position + 1] is 'A' or 'Z' or 'z';
        var point = CharacterEscape();
        return isPlace ? new PatternPart.Assertion(PatternPart.Place.Other) : new PatternPart.Character(point);
    }

    private PatternPart? ClassEscape()
    {
        if (Array.Find(["\\d", "\\D", "\\s", "\\S", "\\w", "\\W"], Accept) is { } escape)
            return new PatternPart.ClassEscape(char.ToLowerInvariant(escape[1]), char.IsAsciiLetterUpper(escape[1]));
        if (!Accept("\\p{") && !Accept("\\P{"))
            return null;
        var isNegated = _source[_position - 2] == 'P';
        var end = _source.IndexOf('}', _position);
        var name = end < 0 ? string.Empty : _source[_position..end];
        if (UnicodeProperty.Find(name) is null)
            Wrong($"the Unicode property \"{name}\" is not known here; general categories such as \"L\" and \"Letter\" are");
        _position = end < 0 ? _source.Length : end + 1;
        return new PatternPart.Property(name, isNegated);
    }

    private int CharacterEscape()
    {
        _position++;
        if (AtEnd)
        {
            Wrong("a \"\\\" has nothing after it");
            return '\\';
        }

        var letter = Current;
        _position++;
        switch (letter)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case '0' when AtEnd || !char.IsAsciiDigit(Current):
                return 0;
            case 'c' when !AtEnd && char.IsAsciiLetter(Current):
                return _source[_position++] % 32;
            case 'x' when Hex(2) is { } unit:
                return unit;
            case 'u' when UnicodeEscape() is { } point:
                return point;
            default:
                return OtherEscape(letter);
        }
    }

    // Punctuation stands for itself; of letters, other dialects know some more.
    private int OtherEscape(char letter)
    {
        _position--;
        if (char.IsAsciiLetterOrDigit(letter))
            Wrong($"\"\\{letter}\" is no escape of ECMA-262");
        var point = CodePoint();
        return letter switch
        {
            '0' => 0,
            'a' => '\a',
            'e' => '\e',
            _ => point,
        };
    }

    private int? UnicodeEscape()
    {
        if (Accept("{"))
        {
            var end = _source.IndexOf('}', _position);
            if (
                end < 0
                || !int.TryParse(
                    _source.AsSpan(_position..end),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var named
                )
                || named is < 0 or > 0x10FFFF
            )
                return null;
            _position = end + 1;
            return named;
        }

        if (Hex(4) is not { } first)
            return null;
        var after = _position;
        if (char.IsHighSurrogate((char)first) && Accept("\\u") && Hex(4) is { } second && char.IsLowSurrogate((char)second))
            return char.ConvertToUtf32((char)first, (char)second);
        _position = after;
        return first;
    }

    private int? Hex(int digits)
    {
        if (
            _position + digits > _source.Length
            || !int.TryParse(_source.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
            return null;
        _position += digits;
        return value;
    }

    private PatternPart.Class CharacterClass()
    {
        _position++;
        var isNegated = Accept("^");
        var parts = new List<PatternPart>();
        while (!Accept("]"))
        {
            if (AtEnd)
            {
                Wrong("a \"[\" is not closed");
                break;
            }

            AddRange(parts);
        }

        return new PatternPart.Class(parts, isNegated);
    }

    private void AddRange(List<PatternPart> parts)
    {
        var first = ClassAtom();
        parts.Add(first);
        // "-" is a range only between two characters; elsewhere it stands for itself.
        if (
            first is not PatternPart.Range { First: var from }
            || _position + 1 >= _source.Length
            || Current != '-'
            || _source[_position + 1] == ']'
        )
            return;
        _position++;
        var last = ClassAtom();
        if (last is not PatternPart.Range { First: var to })
        {
            parts.Add(last);
            parts.Add(new PatternPart.Range('-', '-'));
            return;
        }

        if (to < from)
            Wrong("a range's ends are in the wrong order");
        parts[^1] = new PatternPart.Range(from, to);
    }

    // One character of a class, as a range, or a whole set.
    private PatternPart ClassAtom()
    {
        if (Current != '\\')
            return One(CodePoint());
        if (ClassEscape() is { } set)
            return set;
        return One(Accept("\\b") ? '\b' : CharacterEscape());

        static PatternPart.Range One(int point) => new(point, point);
    }
}
