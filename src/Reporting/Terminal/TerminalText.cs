using System.Collections.Immutable;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>A line that stays one, however wide it is.</summary>
internal sealed class UnwrappedLine(IEnumerable<Segment> line) : Renderable
{
    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [.. line, Segment.LineBreak];
}

/// <summary>A text that is wrapped beside what it begins with; a word that is wider than that stands alone and whole.</summary>
internal sealed class HangingText(ImmutableArray<Segment> start, string text) : Renderable
{
    private const int Narrowest = 20;

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var indent = Segment.CellCount(start);
        var width = Math.Max(Narrowest, maxWidth - indent);
        IEnumerable<Segment> margin = start;
        foreach (var line in Lines(options, width).DefaultIfEmpty([]))
        {
            foreach (var segment in margin.Concat(line))
                yield return segment;
            yield return Segment.LineBreak;
            margin = [Segment.Padding(indent)];
        }
    }

    private IEnumerable<IEnumerable<Segment>> Lines(RenderOptions options, int width)
    {
        var fitting = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.GetCellWidth() <= width || IsOfWideLetters(word))
            {
                fitting.Add(word);
                continue;
            }

            foreach (var line in Wrapped(fitting, options, width))
                yield return line;
            fitting.Clear();
            yield return [new Segment(word)];
        }

        foreach (var line in Wrapped(fitting, options, width))
            yield return line;
    }

    // Scripts of wide letters put no blanks between words; what is one word there may end anywhere.
    private static bool IsOfWideLetters(string word) => word.GetCellWidth() > word.EnumerateRunes().Count();

    private static IEnumerable<IEnumerable<Segment>> Wrapped(List<string> words, RenderOptions options, int width)
    {
        if (words.Count == 0)
            return [];
        IRenderable paragraph = new Paragraph(string.Join(' ', words));
        return Segment.SplitLines(paragraph.Render(options, width)).Select(WithoutBlankEnd);
    }

    private static IEnumerable<Segment> WithoutBlankEnd(SegmentLine line)
    {
        var end = line.FindLastIndex(s => !s.IsWhiteSpace && s.Text.Length > 0);
        return line.Take(end + 1);
    }
}
