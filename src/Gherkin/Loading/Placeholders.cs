using System.Text.RegularExpressions;

namespace Conformance.Gherkin.Loading;

/// <summary>Fills the <c>&lt;column&gt;</c>s of an outline from a row; without a row texts stay as they are.</summary>
internal sealed partial class Placeholders(ExamplesRow? row)
{
    public string Fill(string text)
    {
        if (row is null || !text.Contains('<', StringComparison.Ordinal))
            return text;
        return Pattern()
            .Replace(
                text,
                match =>
                {
                    for (var i = 0; i < row.Header.Count; i++)
                    {
                        if (row.Header[i] == match.Groups["name"].Value)
                            return row.Cells[i];
                    }

                    return match.Value;
                }
            );
    }

    /// <summary>The names in a text that look like placeholders; a space behind the bracket makes it a sign.</summary>
    public static IEnumerable<string> NamesIn(string text) => Pattern().Matches(text).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"<(?<name>[^<>\s][^<>\n]*)>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
