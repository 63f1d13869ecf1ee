using System.Globalization;
using System.Text;

namespace Conformance.Samples.Patterns;

/// <summary>A set of code points, known by a test and by some code points to try beside the usual ones.</summary>
/// <param name="Holds">Whether a code point is in the set.</param>
/// <param name="Likely">Code points that may be in the set although they are not among the usual ones.</param>
internal sealed record CharacterSet(Func<int, bool> Holds, IReadOnlyList<int> Likely)
{
    private static readonly int[] Usual = (
        "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /:@,+=#%&*!?$~;'\"()[]{}<>|^`\\"
        + "\t\n\r\u00e9\u00df\u03b1\u0436\u4e2d\u3042\u0e01\u05d0\u0661\u20ac\u2014"
    )
        .EnumerateRunes()
        .Select(rune => rune.Value)
        .ToArray();

    public static CharacterSet Digit { get; } = Range('0', '9');

    public static CharacterSet Word { get; } = Union([Range('a', 'z'), Digit, Range('A', 'Z'), Range('_', '_')]);

    public static CharacterSet Space { get; } = new(code => code is ' ' or (>= 9 and <= 13) or 0xa0 or 0x2028 or 0x2029 or 0xfeff, [' ']);

    public static CharacterSet AllButLineEnds { get; } = new(code => code is not ('\n' or '\r' or 0x2028 or 0x2029), []);

    public static CharacterSet Range(int first, int last) => new(code => code >= first && code <= last, [first, last]);

    public static CharacterSet Union(IReadOnlyList<CharacterSet> sets) =>
        new(code => sets.Any(set => set.Holds(code)), [.. sets.SelectMany(set => set.Likely)]);

    /// <summary>The set of <c>\p{name}</c>: a general category by its short name, or a script, of which a few letters are known.</summary>
    public static CharacterSet Property(string name)
    {
        var value = name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return value switch
        {
            "Letter" or "Alphabetic" => Property("L"),
            "Lowercase" or "Lowercase_Letter" => Property("Ll"),
            "Uppercase" or "Uppercase_Letter" => Property("Lu"),
            "Number" => Property("N"),
            "Decimal_Number" => Property("Nd"),
            "Punctuation" => Property("P"),
            "Latin" => Union([Range('a', 'z'), Range('A', 'Z')]),
            "Greek" => Range(0x3b1, 0x3c9),
            "Cyrillic" => Range(0x430, 0x44f),
            "Han" => Range(0x4e00, 0x9fff),
            "Hiragana" => Range(0x3041, 0x3096),
            "Katakana" => Range(0x30a1, 0x30fa),
            "Hebrew" => Range(0x5d0, 0x5ea),
            "Arabic" => Range(0x627, 0x64a),
            "Any" or "ASCII" or "Assigned" => new(_ => true, []),
            _ => new(
                code =>
                    Rune.IsValid(code) && ShortName(Rune.GetUnicodeCategory(new Rune(code))).StartsWith(value, StringComparison.Ordinal),
                []
            ),
        };
    }

    public CharacterSet Negated() => new(code => !Holds(code), []);

    /// <summary>Some members, the most usual first; empty when none is known.</summary>
    public IReadOnlyList<string> Members() =>
        Usual
            .Concat(Likely)
            .Where(code => Rune.IsValid(code) && Holds(code))
            .Distinct()
            .Select(code => new Rune(code).ToString())
            .ToArray();

    private static string ShortName(UnicodeCategory category) =>
        category switch
        {
            UnicodeCategory.UppercaseLetter => "Lu",
            UnicodeCategory.LowercaseLetter => "Ll",
            UnicodeCategory.TitlecaseLetter => "Lt",
            UnicodeCategory.ModifierLetter => "Lm",
            UnicodeCategory.OtherLetter => "Lo",
            UnicodeCategory.NonSpacingMark => "Mn",
            UnicodeCategory.SpacingCombiningMark => "Mc",
            UnicodeCategory.EnclosingMark => "Me",
            UnicodeCategory.DecimalDigitNumber => "Nd",
            UnicodeCategory.LetterNumber => "Nl",
            UnicodeCategory.OtherNumber => "No",
            UnicodeCategory.SpaceSeparator => "Zs",
            UnicodeCategory.LineSeparator => "Zl",
            UnicodeCategory.ParagraphSeparator => "Zp",
            UnicodeCategory.Control => "Cc",
            UnicodeCategory.Format => "Cf",
            UnicodeCategory.Surrogate => "Cs",
            UnicodeCategory.PrivateUse => "Co",
            UnicodeCategory.ConnectorPunctuation => "Pc",
            UnicodeCategory.DashPunctuation => "Pd",
            UnicodeCategory.OpenPunctuation => "Ps",
            UnicodeCategory.ClosePunctuation => "Pe",
            UnicodeCategory.InitialQuotePunctuation => "Pi",
            UnicodeCategory.FinalQuotePunctuation => "Pf",
            UnicodeCategory.OtherPunctuation => "Po",
            UnicodeCategory.MathSymbol => "Sm",
            UnicodeCategory.CurrencySymbol => "Sc",
            UnicodeCategory.ModifierSymbol => "Sk",
            UnicodeCategory.OtherSymbol => "So",
            _ => "Cn",
        };
}
