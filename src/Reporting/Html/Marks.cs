using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Conformance.Reporting.Html;

/// <summary>A piece of a text.</summary>
/// <param name="Colour">The number of the colour of a mark; null for what is none.</param>
internal sealed record MarkedText(string Text, int? Colour);

/// <summary>Finds the marks that stand for secrets, and gives each of a scenario a colour, so that one sees where the same secret stands.</summary>
internal sealed partial class Marks
{
    private const int Colours = 6;

    private readonly Dictionary<string, int> _colours = new(StringComparer.Ordinal);

    /// <summary>The text in pieces, marks and what is between them.</summary>
    public ImmutableArray<MarkedText> In(string text)
    {
        var parts = ImmutableArray.CreateBuilder<MarkedText>();
        var taken = 0;
        foreach (Match match in Mark().Matches(text))
        {
            if (match.Index > taken)
                parts.Add(new MarkedText(text[taken..match.Index], null));
            parts.Add(new MarkedText(match.Value, Colour(match.Value)));
            taken = match.Index + match.Length;
        }

        if (taken < text.Length)
            parts.Add(new MarkedText(text[taken..], null));
        return parts.ToImmutable();
    }

    private int Colour(string mark)
    {
        if (!_colours.TryGetValue(mark, out var colour))
            _colours.Add(mark, colour = _colours.Count % Colours);
        return colour;
    }

    [GeneratedRegex("«[^«»]{1,100}»", RegexOptions.None, 60_000)]
    private static partial Regex Mark();
}
