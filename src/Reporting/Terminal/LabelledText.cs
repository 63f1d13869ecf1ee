using Conformance.Verification.Results;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>Lines of a label and a text that is wrapped beside it.</summary>
internal sealed class LabelledText(Screen screen)
{
    private const int LabelWidth = 10;

    private static readonly Segment Indent = Segment.Padding(2);

    /// <summary>A label in the margin and a text; <paramref name="verdict"/> colours the label.</summary>
    public void Text(string label, string text, Verdict? verdict = null) =>
        screen.Write(
            new HangingText(
                verdict is { } v
                    ? [Indent, screen.Paint(label, v), Segment.Padding(LabelWidth - label.Length)]
                    : [Indent, screen.Faint(label.PadRight(LabelWidth))],
                ConsoleText.OneLine(text)
            )
        );

    /// <summary>A command, unbroken so that it can be copied.</summary>
    public void Command(string label, string command)
    {
        Segment[] start = [Indent, screen.Faint(label.PadRight(LabelWidth))];
        foreach (var line in ConsoleText.Lines(command))
        {
            screen.Line([.. start, new Segment(line)]);
            start = [];
        }
    }

    /// <summary>A word that tells a verdict, and what it is about.</summary>
    public void Heading(string word, Verdict verdict, string text) =>
        screen.Write(new HangingText([Indent, screen.Paint(word, verdict), Indent], ConsoleText.OneLine(text)));
}
