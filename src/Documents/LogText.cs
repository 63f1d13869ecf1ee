using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Documents;

/// <summary>
/// Text of somebody else's that a log shows and nothing obeys: characters that move a cursor, colour, or turn the direction of writing stand as <c>\u001b</c>, and so does the first sign of what CI
/// servers take for a command, <c>##vso[</c> and <c>::error::</c>.
/// </summary>
internal static partial class LogText
{
    /// <summary>The text on one line.</summary>
    public static string OneLine(string text) => Shown(text.ReplaceLineEndings(" "));

    /// <summary>The text line by line.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Shown);

    /// <summary>The text with its own lines.</summary>
    public static string Of(string text) => string.Join('\n', Lines(text));

    private static string Shown(string line)
    {
        var shown = new StringBuilder(line.Length);
        foreach (var rune in Command().Replace(line, m => $"\\u{(int)m.Value[0]:x4}").EnumerateRunes())
        {
            if (rune.Value == '\t')
                shown.Append(' ');
            else if (IsUnsafe(rune))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>Whether a character moves a cursor, begins a line, turns the direction of writing or is not seen at all.</summary>
    public static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    /// <summary>The text with something put behind the first sign of each command, such as a pair of quotes that a shell takes away.</summary>
    public static string Apart(string text, string between) => Command().Replace(text, m => m.Value + between);

    // Azure Pipelines, TeamCity and the older form of GitHub's; then GitHub's own, which a wrapped line may begin with.
    [GeneratedRegex(
        @"#(?=#\s{0,8}[A-Za-z]{0,40}\[)|(?<![A-Za-z0-9_:]):(?=:[A-Za-z-]{1,40}(?:\s|::))",
        RegexOptions.CultureInvariant,
        Timeout.Infinite
    )]
    private static partial Regex Command();
}
