using Conformance.Verification.Results;

namespace Conformance.Reporting.Terminal;

/// <summary>Lines of a label and a text that is wrapped beside it.</summary>
internal sealed class Fields(Screen screen)
{
    private const string Indent = "  ";
    private const int LabelWidth = 10;

    /// <summary>A label in the margin and a text; <paramref name="verdict"/> colours the label.</summary>
    public void Text(string label, string text, Verdict? verdict = null)
    {
        var first = verdict is { } v
            ? screen.Paint(label, v) + new string(' ', LabelWidth - label.Length)
            : screen.Faint(label.PadRight(LabelWidth));
        Hanging(Indent + first, Indent.Length + LabelWidth, text);
    }

    /// <summary>A command, unbroken so that it can be copied.</summary>
    public void Command(string label, string command)
    {
        var start = Indent + screen.Faint(label.PadRight(LabelWidth));
        foreach (var line in ConsoleText.Lines(command))
        {
            screen.Line(start + line);
            start = string.Empty;
        }
    }

    /// <summary>A word that tells a verdict, and what it is about.</summary>
    public void Heading(string word, Verdict verdict, string text) =>
        Hanging(Indent + screen.Paint(word, verdict) + Indent, (2 * Indent.Length) + word.Length, text);

    private void Hanging(string start, int indent, string text)
    {
        foreach (var line in ConsoleText.Wrapped(text, Math.Max(20, screen.Width - indent)))
        {
            screen.Line((start + line).TrimEnd());
            start = new string(' ', indent);
        }
    }
}
