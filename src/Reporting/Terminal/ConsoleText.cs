using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>Text that a terminal shows and does not obey.</summary>
internal static class ConsoleText
{
    /// <summary>The text on one line; characters that move the cursor, colour, or turn the direction of writing are shown as <c>\u001b</c>.</summary>
    public static string OneLine(string text) => Shown(text.ReplaceLineEndings(" "));

    /// <summary>The same, line by line.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Shown);

    /// <summary>A line of at most <paramref name="width"/> columns, the last of which is an ellipsis where it was longer; wide letters take two.</summary>
    public static string Fitted(string line, int width) =>
        line.GetCellWidth() <= width ? line : Segment.Truncate(new Segment(line), width - 1)?.Text + "…";

    private static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
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

    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
