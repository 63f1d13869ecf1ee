using System.Globalization;
using System.Text;

namespace Conformance.JsonSchema.Patterns;

/// <summary>Translates an ECMA-262 expression (Unicode mode) to one of .NET with the same matches.</summary>
internal sealed class PatternTranslator
{
    private const int LargestAutomaton = 4000;
    private const long LargestSize = int.MaxValue / 4;

    // .NET's own \b knows letters beyond ASCII.
    private const string WordBoundary = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
    private const string NoWordBoundary = "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";

    private readonly bool _surrogates;
    private readonly bool _captures;
    private readonly StringBuilder _output = new();
    private bool _needsBacktracking;

    private PatternTranslator(PatternPart pattern, bool surrogates)
    {
        _surrogates = surrogates;
        _captures = HasBackreference(pattern);
        _needsBacktracking = _captures;
    }

    /// <summary>An expression for .NET, and whether only its backtracking engine can run it.</summary>
    internal readonly record struct Translation(PatternPart Pattern, string Expression, bool NeedsBacktracking);

    /// <summary>Translates an expression; with surrogates, what it matches beyond U+FFFF is two characters of .NET.</summary>
    /// <exception cref="PatternSyntaxException">The text is not an expression of ECMA-262.</exception>
    public static Translation Translate(string source, bool surrogates)
    {
        var (pattern, mistake) = PatternReader.Read(source);
        if (mistake is not null)
            throw new PatternSyntaxException(mistake);
        var translator = new PatternTranslator(pattern, surrogates);
        var size = translator.Write(pattern);
        return new Translation(pattern, translator._output.ToString(), translator._needsBacktracking || size > LargestAutomaton);
    }

    private static bool HasBackreference(PatternPart part) =>
        part switch
        {
            PatternPart.Backreference => true,
            PatternPart.Sequence sequence => sequence.Parts.Any(HasBackreference),
            PatternPart.Disjunction disjunction => disjunction.Branches.Any(HasBackreference),
            PatternPart.Repetition repetition => HasBackreference(repetition.Part),
            PatternPart.Group group => HasBackreference(group.Part),
            PatternPart.Lookaround look => HasBackreference(look.Part),
            _ => false,
        };

    // Writes a part and tells how many states it needs in an automaton, roughly.
    private long Write(PatternPart part)
    {
        switch (part)
        {
            case PatternPart.Sequence sequence:
                return Math.Min(sequence.Parts.Sum(Write), LargestSize);
            case PatternPart.Disjunction disjunction:
                return Write(disjunction);
            case PatternPart.Repetition repetition:
                return Write(repetition);
            case PatternPart.Group group:
                // Names are not passed on: .NET would number named groups after all others.
                return Enclose(_captures && group.Number is not null ? "(" : "(?:", group.Part);
            case PatternPart.Lookaround look:
                _needsBacktracking = true;
                return Enclose((look.Behind ? "(?<" : "(?") + (look.IsNegated ? "!" : "="), look.Part);
            case PatternPart.Backreference reference:
                // A group that has not taken part matches the empty string in ECMA-262 and nothing in .NET.
                _output.Append(CultureInfo.InvariantCulture, $"(?({reference.Number})\\{reference.Number}|)");
                return 1;
            case PatternPart.Assertion assertion:
                Write(assertion.At);
                return 1;
            case PatternPart.Character character:
                Write(character.CodePoint);
                return 1;
            default:
                _output.Append(SetOf(part).ToExpression(_surrogates));
                return 1;
        }
    }

    private long Write(PatternPart.Disjunction disjunction)
    {
        var size = Write(disjunction.Branches[0]);
        foreach (var branch in disjunction.Branches.Skip(1))
        {
            _output.Append('|');
            size += Write(branch);
        }

        return Math.Min(size, LargestSize);
    }

    private long Write(PatternPart.Repetition repetition)
    {
        var size = Enclose("(?:", repetition.Part);
        _output.Append(repetition.Quantifier);
        var times = repetition.Quantifier[0] == '{' ? Math.Max(repetition.Most ?? repetition.Least, 1) : 1;
        return Math.Min(size * times, LargestSize);
    }

    private long Enclose(string opening, PatternPart part)
    {
        _output.Append(opening);
        var size = Write(part);
        _output.Append(')');
        return size;
    }

    private void Write(PatternPart.Place place)
    {
        _needsBacktracking |= place is PatternPart.Place.WordBoundary or PatternPart.Place.NoWordBoundary;
        _output.Append(
            place switch
            {
                PatternPart.Place.Start => "^",
                PatternPart.Place.End => "\\z",
                PatternPart.Place.WordBoundary => WordBoundary,
                _ => NoWordBoundary,
            }
        );
    }

    private void Write(int point)
    {
        if (point > char.MaxValue)
            _output.Append("(?:").Append(char.ConvertFromUtf32(point)).Append(')');
        else if (char.IsAsciiLetterOrDigit((char)point))
            _output.Append((char)point);
        else
            _output.Append(CultureInfo.InvariantCulture, $"\\u{point:X4}");
    }

    /// <summary>The code points that a part which is one of them matches.</summary>
    internal static CodePointSet SetOf(PatternPart part)
    {
        switch (part)
        {
            case PatternPart.Class characters:
                var set = new CodePointSet { IsNegated = characters.IsNegated };
                foreach (var member in characters.Parts)
                    set.Add(SetOf(member));
                return set;
            case PatternPart.Range range:
                return new CodePointSet().Add(range.First, range.Last);
            case PatternPart.Property property:
                var named = UnicodeProperty.Find(property.Name)!;
                named.IsNegated = property.IsNegated;
                return named;
            case PatternPart.ClassEscape escape:
                return SetOf(escape);
            default:
                return new CodePointSet { IsNegated = true }.Add(('\n', '\n'), ('\r', '\r'), ('\u2028', '\u2029'));
        }
    }

    private static CodePointSet SetOf(PatternPart.ClassEscape escape)
    {
        var set = new CodePointSet { IsNegated = escape.IsNegated };
        return escape.Letter switch
        {
            'd' => set.Add('0', '9'),
            'w' => set.Add(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')),
            _ => set.Add(
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
            ),
        };
    }
}
