using System.Globalization;
using System.Text.RegularExpressions;

namespace Conformance.Reporting.Html;

/// <summary>Finds the marks that stand for secrets, and gives each of a scenario a colour, so that one sees where the same secret stands.</summary>
internal sealed partial class Marks
{
    private const int Colours = 6;

    private readonly Dictionary<string, int> _colours = new(StringComparer.Ordinal);

    /// <summary>Writes a text whose marks are elements <c>mark</c>.</summary>
    public void Write(HtmlWriter html, string text)
    {
        var written = 0;
        foreach (Match match in Mark().Matches(text))
        {
            html.Text(text[written..match.Index]);
            html.Element("mark", "m" + Colour(match.Value).ToString(CultureInfo.InvariantCulture), match.Value, ("data-mark", match.Value));
            written = match.Index + match.Length;
        }

        html.Text(text[written..]);
    }

    private int Colour(string mark)
    {
        if (!_colours.TryGetValue(mark, out var colour))
            _colours.Add(mark, colour = _colours.Count % Colours);
        return colour;
    }

    [GeneratedRegex("«[^«»]{1,100}»", RegexOptions.None, 1000)]
    private static partial Regex Mark();
}
