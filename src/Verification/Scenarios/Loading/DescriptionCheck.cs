using Conformance.Documents;
using Gherkin;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>
/// Finds steps and titles among the free text: below a title the parser takes a line with a mistyped keyword as description, and what it was meant
/// for would silently not run.
/// </summary>
internal sealed class DescriptionCheck(string language, StepMatcher matcher, FeatureProblemList problems)
{
    private readonly GherkinDialect _dialect = Dialects.Of(language);

    public void Check(Ast.IHasDescription node, Ast.Location at)
    {
        if (string.IsNullOrWhiteSpace(node.Description))
            return;
        var place = at;
        foreach (var text in node.Description.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            place = problems.FindBelow(place, text);
            if (TitleIn(text) is { } title)
                Add(place, text, title + ":");
            else if (node is Ast.StepsContainer && StepIn(text) is { } step)
                Add(place, text, step);
        }
    }

    private string? TitleIn(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 6)
            return null;
        var found = text[..colon].TrimEnd();
        string[] titles =
        [
            .. _dialect.RuleKeywords,
            .. _dialect.BackgroundKeywords,
            .. _dialect.ScenarioKeywords,
            .. _dialect.ScenarioOutlineKeywords,
            .. _dialect.ExamplesKeywords,
        ];
        var nearest = titles.MinBy(t => Nearest.Slips(found, t))!;
        return Nearest.Slips(found, nearest) <= 2 ? nearest : null;
    }

    // Prose may begin with "They" or "An"; only with a known step behind it a word is taken for a mistyped keyword.
    private string? StepIn(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return null;
        var found = text[..space];
        var nearest = _dialect.StepKeywords.Select(k => k.Trim()).Where(k => k != "*").MinBy(k => Nearest.Slips(found, k))!;
        var isMistyped = Nearest.Slips(found, nearest) <= 1 || found.Order().SequenceEqual(nearest.Order());
        return isMistyped && matcher.MatchesAny(text[(space + 1)..].Trim()) ? nearest : null;
    }

    private void Add(Ast.Location place, string text, string keyword) =>
        problems.Add(
            place,
            ProblemRules.Syntax,
            $"\"{text}\" is taken as free text, because it does not begin with a keyword.",
            $"Did you mean \"{keyword}\"? Free text is worded so that it does not look like a keyword."
        );
}
