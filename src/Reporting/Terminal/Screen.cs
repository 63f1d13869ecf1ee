using Conformance.Verification.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>Lines that stay, and below them one that shows what happens now. No escape sequence moves the cursor: a carriage return and blanks do.</summary>
internal sealed class Screen
{
    private readonly ConsoleStyle _style;
    private readonly TextWriter _output;
    private readonly IAnsiConsole _console;
    private int _shown;

    public Screen(TextWriter output, ConsoleStyle style)
    {
        _style = style;
        _output = output;
        _console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = style.UsesColour ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = style.UsesColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),

                // What the style decided is not decided again.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            }
        );
        _console.Profile.Width = style.Width;
    }

    public int Width => _style.Width;

    /// <summary>Writes a line that stays; it is not wrapped, so that what it holds can be copied.</summary>
    public void Line(params Segment[] line) => Write(new UnwrappedLine(line));

    /// <summary>Writes lines that stay.</summary>
    public void Write(IRenderable lines)
    {
        Clear();
        _console.Write(lines);
    }

    /// <summary>Shows what happens now, in place of what was shown before.</summary>
    public void Show(string status)
    {
        if (!_style.IsLive)
            return;
        var line = ConsoleText.Fitted(status, _style.Width - 1);
        var width = line.GetCellWidth();
        _output.Write('\r' + line + new string(' ', Math.Max(0, _shown - width)));
        _output.Flush();
        _shown = width;
    }

    /// <summary>Takes away what <see cref="Show"/> shows.</summary>
    public void Clear()
    {
        if (_shown == 0)
            return;
        _output.Write('\r' + new string(' ', _shown) + '\r');
        _shown = 0;
    }

    public void Flush() => _output.Flush();

    /// <summary>A word in the colour of a verdict.</summary>
    public Segment Paint(string word, Verdict verdict) =>
        Styled(
            word,
            verdict switch
            {
                Verdict.Passed => Color.Green,
                Verdict.Failed => Color.Maroon,
                Verdict.Warning => Color.Olive,
                Verdict.Inconclusive => Color.Purple,
                _ => Color.Teal,
            }
        );

    /// <summary>A word in bold.</summary>
    public Segment Strong(string word) => Styled(word, new Style(decoration: Decoration.Bold));

    /// <summary>A word that may be passed over.</summary>
    public Segment Faint(string word) => Styled(word, new Style(decoration: Decoration.Dim));

    private Segment Styled(string word, Style style) => new(word, _style.UsesColour ? style : Style.Plain);
}
