using System.Globalization;

namespace Conformance.JsonSchema.Patterns;

/// <summary>Escapes and character classes.</summary>
internal sealed partial class PatternTranslator
{
    private const string WordBoundary = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
    private const string NoWordBoundary = "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";

    private bool _hasBackreferences;

    // Groups are counted first, because a back reference may stand before its group.
    private void CountGroups()
    {
        var inClass = false;
        for (var index = 0; index < _source.Length; index++)
        {
            var here = _source[index];
            if (here == '\\')
            {
                index++;
                _hasBackreferences |= !inClass && index < _source.Length && _source[index] is (>= '1' and <= '9') or 'k';
            }
            else if (here is '[' or ']')
            {
                inClass = here == '[';
            }
            else if (here == '(' && !inClass)
            {
                CountGroup(index + 1);
            }
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
            throw Wrong($"two groups are named \"{_source[(next + 2)..end]}\"");
    }

    private (int Size, bool Quantifiable) AtomEscape()
    {
        if (Accept("\\b") || Accept("\\B"))
        {
            // .NET's own \b knows letters beyond ASCII.
            _hasLookaround = true;
            _output.Append(_source[_position - 1] == 'b' ? WordBoundary : NoWordBoundary);
            return (1, false);
        }

        if (Accept("\\k"))
        {
            if (!Accept("<") || !_groupNames.TryGetValue(GroupName(), out var number))
                throw Wrong("\"\\k\" names no group");
            return Backreference(number);
        }

        if (_position + 1 < _source.Length && _source[_position + 1] is >= '1' and <= '9')
        {
            _position++;
            return Backreference(Number() ?? 0);
        }

        if (ClassEscape() is { } set)
            _output.Append(set.ToExpression(_surrogates));
        else
            Literal(CharacterEscape());
        return (1, true);
    }

    // A group that has not taken part matches the empty string in ECMA-262 and nothing in .NET.
    private (int Size, bool Quantifiable) Backreference(int number)
    {
        if (number < 1 || number > _groupCount)
            throw Wrong("a back reference leads to no group");
        _hasBackreference = true;
        _output.Append(CultureInfo.InvariantCulture, $"(?({number})\\{number}|)");
        return (1, true);
    }

    private CodePointSet? ClassEscape()
    {
        if (Accept("\\d") || Accept("\\D"))
            return new CodePointSet { IsNegated = _source[_position - 1] == 'D' }.Add('0', '9');
        if (Accept("\\w") || Accept("\\W"))
            return new CodePointSet { IsNegated = _source[_position - 1] == 'W' }.Add(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));
        if (Accept("\\s") || Accept("\\S"))
        {
            return new CodePointSet { IsNegated = _source[_position - 1] == 'S' }.Add(
                ('\t', '\r'),
                (' ', ' '),
                (0xA0, 0xA0),
                (0x1680, 0x1680),
                (0x2000, 0x200A),
                (0x2028, 0x2029),
                (0x202F, 0x202F),
                (0x205F, 0x205F),
                (0x3000, 0x3000),
                (0xFEFF, 0xFEFF)
            );
        }

        if (!Accept("\\p{") && !Accept("\\P{"))
            return null;
        var isNegated = _source[_position - 2] == 'P';
        var end = _source.IndexOf('}', _position);
        var name = end < 0 ? string.Empty : _source[_position..end];
        var set =
            UnicodeProperty.Find(name)
            ?? throw Wrong($"the Unicode property \"{name}\" is not known here; general categories such as \"L\" and \"Letter\" are");
        _position = end + 1;
        set.IsNegated = isNegated;
        return set;
    }

    private int CharacterEscape()
    {
        _position++;
        if (AtEnd)
            throw Wrong("a \"\\\" has nothing after it");
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
                _position--;
                return char.IsAsciiLetterOrDigit(letter) ? throw Wrong($"\"\\{letter}\" is no escape of ECMA-262") : CodePoint();
        }
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

    private CodePointSet CharacterClass()
    {
        _position++;
        var set = new CodePointSet { IsNegated = Accept("^") };
        while (!Accept("]"))
        {
            if (ClassAtom(set) is not { } first)
                continue;
            // "-" is a range only between two characters; elsewhere it stands for itself.
            if (_position + 1 < _source.Length && Current == '-' && _source[_position + 1] != ']')
            {
                _position++;
                var other = new CodePointSet();
                if (ClassAtom(other) is { } last)
                {
                    if (last < first)
                        throw Wrong("a range's ends are in the wrong order");
                    set.Add(first, last);
                    continue;
                }

                set.Add(other);
                set.Add('-', '-');
            }

            set.Add(first, first);
        }

        return set;
    }

    /// <summary>One character of a class, or null when it was a whole set, which is added.</summary>
    private int? ClassAtom(CodePointSet set)
    {
        if (AtEnd)
            throw Wrong("a \"[\" is not closed");
        if (Current != '\\')
            return CodePoint();
        if (ClassEscape() is { } escaped)
        {
            set.Add(escaped);
            return null;
        }

        if (Accept("\\b"))
            return '\b';
        return CharacterEscape();
    }
}
