using System.Text.RegularExpressions;
using Conformance.Documents;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Sees to it that each placeholder of an outline has a column, and each column one name.</summary>
internal static partial class PlaceholderCheck
{
    /// <summary>Whether the Examples fit the scenario; what does not fit is added to the problems.</summary>
    public static bool Check(Ast.Scenario scenario, Ast.Examples examples, IReadOnlyList<string> header, FeatureProblemList problems)
    {
        var before = problems.Count;
        foreach (var cell in examples.TableHeader.Cells.GroupBy(c => c.Value).Where(g => g.Count() > 1).SelectMany(g => g.Skip(1)))
            problems.Add(
                cell.Location,
                ProblemRules.DuplicateColumn,
                $"two columns are called \"{cell.Value}\".",
                "Give each column its own name."
            );

        var isSound = problems.Count == before;
        foreach (var (at, text) in Texts(scenario))
        {
            foreach (var name in NamesIn(text).Where(n => !header.Contains(n)))
            {
                var nearest = Nearest.To(name, header);
                var columns = (header.Count == 1 ? "its column is " : "its columns are ") + Sentence.List(header);
                isSound = false;
                problems.AddOnce(
                    problems.Find(at, $"<{name}>"),
                    ProblemRules.MissingColumn,
                    $"\"<{name}>\" has no column in the Examples of line {examples.Location.Line}; {columns}.",
                    nearest is null ? $"Add a column \"{name}\"." : $"Did you mean \"<{nearest}>\"? Else add a column \"{name}\"."
                );
            }
        }

        return isSound;
    }

    private static IEnumerable<(Ast.Location At, string Text)> Texts(Ast.Scenario scenario)
    {
        yield return (scenario.Location, scenario.Name);
        foreach (var step in scenario.Steps)
        {
            yield return (step.Location, step.Text);
            foreach (var cell in (step.Argument as Ast.DataTable)?.Rows.SelectMany(r => r.Cells) ?? [])
                yield return (cell.Location, cell.Value);
            if (step.Argument is not Ast.DocString text || IsMarkup(text))
                continue;
            var line = text.Location.Line;
            foreach (var content in text.Content.Split('\n'))
                yield return (new Ast.Location(++line, 1), content);
        }
    }

    // In markup a bracket is more often a tag than a placeholder.
    private static bool IsMarkup(Ast.DocString text) =>
        text.ContentType is { } type
        && (type.Contains("xml", StringComparison.OrdinalIgnoreCase) || type.Contains("html", StringComparison.OrdinalIgnoreCase));

    // Names that look like placeholders; a space behind the bracket makes it a sign.
    private static IEnumerable<string> NamesIn(string text) => Pattern().Matches(text).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"<(?<name>[^<>\s][^<>\n]*)>", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Pattern();
}
