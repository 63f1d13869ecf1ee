using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Terminal;

/// <summary>Lines that stay, and below them one that shows what happens now. No escape sequence moves the cursor: a carriage return and blanks do.</summary>
internal sealed class Screen(TextWriter output, ConsoleStyle style)
{
    private int _shown;

    public int Width => style.Width;

    /// <summary>Writes a line that stays.</summary>
    public void Line(string line = "")
    {
        Clear();
        output.WriteLine(line);
    }

    /// <summary>Shows what happens now, in place of what was shown before.</summary>
    public void Show(string status)
    {
        if (!style.IsLive)
            return;
        var line = Excerpt.Of(status, style.Width - 1);
        output.Write('\r' + line.PadRight(_shown));
        output.Flush();
        _shown = line.Length;
    }

    /// <summary>Takes away what <see cref="Show"/> shows.</summary>
    public void Clear()
    {
        if (_shown == 0)
            return;
        output.Write('\r' + new string(' ', _shown) + '\r');
        _shown = 0;
    }

    public void Flush() => output.Flush();

    /// <summary>A word in the colour of a verdict.</summary>
    public string Paint(string word, Verdict verdict) =>
        Paint(
            word,
            verdict switch
            {
                Verdict.Passed => 32,
                Verdict.Failed => 31,
                Verdict.Warning => 33,
                Verdict.Inconclusive => 35,
                _ => 36,
            }
        );

    /// <summary>A word in bold.</summary>
    public string Strong(string word) => Paint(word, 1);

    /// <summary>A word that may be passed over.</summary>
    public string Faint(string word) => Paint(word, 2);

    private string Paint(string word, int code) => style.UsesColour ? $"\u001b[{code}m{word}\u001b[0m" : word;
}
