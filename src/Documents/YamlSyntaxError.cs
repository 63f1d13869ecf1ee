using YamlDotNet.Core;

namespace Conformance.Documents;

/// <summary>Words a syntax error of YamlDotNet for the person who wrote the file, and finds the place where the eye should go.</summary>
internal sealed class YamlSyntaxError(string name, string text, IReadOnlyCollection<(char Bracket, Location At)> openFlows)
{
    private const string Rule = "yaml-syntax";
    private const int LongestQuotation = 40;

    /// <summary>Reports an error for which YamlDotNet gave a place and a reason.</summary>
    public void Report(YamlException e, Problems problems)
    {
        if (e.Message.Contains(" tab ", StringComparison.Ordinal) && TabFrom(e.Start) is { } tab)
        {
            problems.Error(Rule, tab, "A tab indents this line; YAML indents with spaces only.", "Replace the tab with spaces.");
            return;
        }

        if (YamlSentence.For(e.Message) is { } sentence)
        {
            var place = sentence.AtEnd ? e.End : e.Start;
            problems.Error(Rule, At(place), sentence.Message.Replace("{0}", Quote(place), StringComparison.Ordinal), sentence.Mend);
        }
        else if (openFlows.Count > 0)
        {
            ReportWithinFlow(e.Start, problems);
        }
        else
        {
            problems.Error(Rule, At(e.Start), $"This is no YAML: {e.Message}", "Correct the syntax, or quote the value if it is text.");
        }
    }

    /// <summary>Reports that reading failed somewhere after a place for a reason that YamlDotNet did not give.</summary>
    public void ReportAfter(Mark mark, Problems problems)
    {
        if (openFlows.Count == 0)
        {
            problems.Error(
                Rule,
                At(mark),
                $"YAML cannot be read on from here: {Quote(mark)}.",
                "Correct the syntax, or quote the value if it is text."
            );
            return;
        }

        var (bracket, opened) = openFlows.First();
        problems.Error(
            Rule,
            opened,
            $"The \"{bracket}\" here is never closed, or a value inside it breaks off.",
            $"Add the missing \"{Closing(bracket)}\", \",\" or quotes."
        );
    }

    private static char Closing(char bracket) => bracket == '[' ? ']' : '}';

    private void ReportWithinFlow(Mark mark, Problems problems)
    {
        var (bracket, opened) = openFlows.First();
        problems.Error(
            Rule,
            At(mark),
            $"Found {Quote(mark)} inside the \"{bracket}\" of line {opened.Line}, column {opened.Column}; "
                + $"expected \",\" or \"{Closing(bracket)}\".",
            $"Add the missing \",\" or \"{Closing(bracket)}\", or quote the value if it is text."
        );
    }

    private Location At(Mark mark) => new(name, (int)mark.Line, (int)mark.Column);

    private string Quote(Mark mark)
    {
        var rest = text.AsSpan((int)Math.Min(mark.Index, text.Length));
        var end = rest.IndexOfAny('\r', '\n');
        if (end >= 0)
            rest = rest[..end];
        rest = rest.TrimEnd();
        if (rest.IsEmpty)
            return mark.Index >= text.TrimEnd().Length ? "the end of the document" : "the end of the line";
        return rest.Length > LongestQuotation ? $"\"{rest[..LongestQuotation]}…\"" : $"\"{rest}\"";
    }

    // YamlDotNet gives the place of the surrounding value; the tab is the first one in an indentation from there on.
    private Location? TabFrom(Mark mark)
    {
        var lines = text.Split('\n');
        for (var line = (int)mark.Line; line <= lines.Length; line++)
        {
            var content = lines[line - 1].TrimEnd();
            var indentation = content.AsSpan(0, content.Length - content.TrimStart(' ', '\t').Length);
            var tab = indentation.IndexOf('\t');
            if (tab >= 0)
                return new Location(name, line, tab + 1);
        }

        return null;
    }
}
