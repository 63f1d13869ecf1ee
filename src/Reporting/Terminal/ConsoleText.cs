using Conformance.Documents;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>Text that a terminal shows and does not obey.</summary>
internal static class ConsoleText
{
    /// <summary>The text on one line, see <see cref="LogText"/>.</summary>
    public static string OneLine(string text) => LogText.OneLine(text);

    /// <summary>The same, line by line.</summary>
    public static IEnumerable<string> Lines(string text) => LogText.Lines(text);

    /// <summary>A line of at most <paramref name="width"/> columns, the last of which is an ellipsis where it was longer; wide letters take two.</summary>
    public static string Fitted(string line, int width) =>
        line.GetCellWidth() <= width ? line : Segment.Truncate(new Segment(line), width - 1)?.Text + "…";
}
