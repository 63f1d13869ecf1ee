using System.Text;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Markdown;

/// <summary>A missed requirement as an open block: where it is stated, what was expected and found, and the command that repeats it.</summary>
internal static class FailureBlock
{
    // Characters of a text that a target may have had a hand in.
    private const int LongestText = 500;

    private const int LongestCommand = 4000;
    private const int MostScenarios = 5;

    public static string Of(ContractRun run, Conclusion conclusion)
    {
        var block = new StringBuilder("<details open><summary>");
        block.Append(
            $"<b>{MarkdownText.InHtml(conclusion.Id)}</b> ({MarkdownText.InHtml(run.Contract)}): {MarkdownText.InHtml(Cut(conclusion.Statement))}</summary>\n\n"
        );
        if (conclusion.Requirement is { } requirement)
        {
            block.Append($"- **source** {MarkdownText.Inline(Cut(requirement.Source))}\n");
            block.Append($"- **contract** {MarkdownText.Inline(requirement.At.ToString())}\n");
        }

        foreach (var scenario in conclusion.Scenarios.Take(MostScenarios))
            Scenario(block, scenario);
        if (conclusion.Scenarios.Length > MostScenarios)
            block.Append($"\nand {Words.Count(conclusion.Scenarios.Length - MostScenarios, "scenario")} more.\n");
        return block.Append("\n</details>").ToString();
    }

    /// <summary>The beginning of a text that may be long.</summary>
    public static string Cut(string text) => Excerpt.Of(text, LongestText);

    private static void Scenario(StringBuilder block, ScenarioResult scenario)
    {
        block.Append(
            $"- **scenario** {MarkdownText.Inline(Cut(scenario.Name))} ({MarkdownText.Inline($"{scenario.File}:{scenario.Line}")})\n"
        );
        if (scenario.Miss is { } miss)
        {
            block.Append($"- **expected** {MarkdownText.Inline(Cut(miss.Expected))}\n");
            block.Append($"- **found** {MarkdownText.Inline(Cut(miss.Found))}\n");
        }
        else
        {
            block.Append($"- **found** {MarkdownText.Inline(Cut(Explanation.Headline(scenario)))}\n");
        }

        if (Conclusion.ShownBy(scenario) is not { } exchange)
            return;
        block.Append(
            exchange.Curl.Length <= LongestCommand
                ? $"\n{MarkdownText.Fenced(exchange.Curl, "sh")}\n"
                : "- the command that repeats it is too long for a summary; the other reports hold it\n"
        );
    }
}
