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

    /// <summary>A finding: its cause, where the contract says otherwise, and the script that repeats it.</summary>
    public static string Of(ContractRun run, Finding finding)
    {
        var block = new StringBuilder("<details open><summary>");
        block.Append($"<b>{MarkdownText.InHtml(Cut(finding.Cause))}</b> ({MarkdownText.InHtml(run.Contract)})</summary>\n\n");
        block.Append($"- **contract** {MarkdownText.Inline(FindingText.Place(finding))}\n");
        block.Append($"- **expected** {MarkdownText.Inline(Cut(finding.Expected))}\n");
        block.Append($"- **found** {MarkdownText.Inline(Cut(finding.Found))}\n");
        if (FindingText.When(finding) is { } when)
            block.Append($"- **when** {MarkdownText.Inline(when)}\n");
        block.Append($"- **seen by** {MarkdownText.Inline(FindingText.Checks(finding))}\n");
        if (FindingText.StandingOnIt(finding) is { } standing)
            block.Append($"- **hides** {MarkdownText.Inline(standing)}\n");
        if ((finding.Repeat ?? FindingText.ShownBy(run, finding)?.Curl) is { } script)
            Command(block, script);
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
        Command(block, exchange.Curl);
    }

    private static void Command(StringBuilder block, string command) =>
        block.Append(
            command.Length <= LongestCommand
                ? $"\n{MarkdownText.Fenced(command, "sh")}\n"
                : "- the command that repeats it is too long for a summary; the other reports hold it\n"
        );
}
