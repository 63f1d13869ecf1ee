namespace Conformance.Samples.Patterns;

/// <summary>Makes texts that match a regular expression (ECMA-262), as far as JSON Schema's <c>pattern</c> goes: a match anywhere will do.</summary>
internal static class PatternSampler
{
    private const int Variants = 40;

    // How often a repeated character and a repeated group are written, the most pleasing first.
    private static readonly (int Characters, int Groups)[] Repetitions =
    [
        (6, 1),
        (1, 1),
        (2, 1),
        (3, 2),
        (0, 0),
        (1, 0),
        (0, 1),
        (4, 4),
        (1, 3),
        (12, 1),
    ];

    /// <summary>Texts within the lengths (in code points) that have been checked against the pattern, each once; finitely many.</summary>
    public static IEnumerable<string> Samples(string pattern, int minLength, int maxLength)
    {
        var expression = PatternMatch.Build(pattern);
        var piece = Piece.Of(pattern);
        var isOpenEnded = !pattern.Contains('$', StringComparison.Ordinal) || !pattern.Contains('^', StringComparison.Ordinal);
        for (var variant = 0; variant < Variants; variant++)
        {
            foreach (var (characters, groups) in Repetitions.Concat(Lengthening(minLength)))
            {
                var texts = Texts(piece, characters, groups, variant, minLength);
                foreach (var text in isOpenEnded ? texts.SelectMany(text => Padded(text, minLength)) : texts)
                {
                    var length = Length(text);
                    if (length >= minLength && length <= maxLength && PatternMatch.Matches(expression, text))
                        yield return text;
                }
            }
        }
    }

    // What comes out too short is written once more with the missing characters handed to the parts that can take them.
    private static IEnumerable<string> Texts(Piece piece, int characters, int groups, int variant, int minLength)
    {
        foreach (var text in new PatternWriter(characters, groups, variant).Texts(piece, spare: 0))
        {
            yield return text;
            if (Length(text) is var length && length < minLength)
            {
                foreach (var longer in new PatternWriter(characters, groups, variant).Texts(piece, minLength - length))
                    yield return longer;
            }
        }
    }

    private static IEnumerable<(int Characters, int Groups)> Lengthening(int length)
    {
        for (var parts = 4; parts > 0 && length > 4; parts--)
        {
            yield return (0, (length + parts - 1) / parts);
            yield return (1, (length + parts - 1) / parts);
        }
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static IEnumerable<string> Padded(string text, int minLength)
    {
        yield return text;
        if (text.Length >= minLength)
            yield break;
        var padding = new string('a', minLength - text.Length);
        yield return text + padding;
        yield return padding + text;
    }
}
