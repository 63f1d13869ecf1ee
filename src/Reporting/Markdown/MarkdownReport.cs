using System.Collections.Immutable;
using System.Text;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Markdown;

/// <summary>
/// A summary for a pull request or the page of a CI job, in GitHub's Markdown, at most <see cref="Limit"/> bytes: the outcome, a table of the contracts,
/// each failure in a block of its own, the rest folded.
/// </summary>
internal static class MarkdownReport
{
    /// <summary>Bytes of UTF-8. A comment may have 65,536 characters.</summary>
    public const int Limit = 60_000;

    private const int MostLines = 100;

    public static void Write(VerificationReport report, Stream output)
    {
        var text = new BoundedText(Limit);
        text.Block($"## {Sign(report.Outcome)} Conformance: {Words.Of(report.Outcome).ToLowerInvariant()}");
        text.Block(OutcomeSentence.Of(report));
        text.Block(Totals.LineOf(report) + (report.IsStrict ? " (strict)" : string.Empty));
        if (!report.Runs.IsEmpty)
            text.Block(Table(report.Runs));
        foreach (var run in report.Runs)
        {
            foreach (var obstacle in run.Obstacles)
                text.Block($"> **{MarkdownText.Inline(run.Contract)}** cannot be judged: {Cut(obstacle)}");
            foreach (var notice in run.Notices)
                text.Block($"> **{MarkdownText.Inline(run.Contract)}**: {Cut(notice)}");
            foreach (var fault in run.BaselineFaults)
                text.Block($"> **{MarkdownText.Inline(run.Contract)}**, list of expected failures: {Cut(fault)}");
        }

        ImmutableArray<(ContractRun Run, Conclusion Conclusion)> all =
        [
            .. report.Runs.SelectMany(r => Conclusion.Untold(r).Select(c => (r, c))),
        ];
        ImmutableArray<(ContractRun Run, Finding Finding)> findings = [.. report.Runs.SelectMany(r => r.Findings.Select(f => (r, f)))];
        foreach (var (run, finding) in findings.Where(f => FindingText.IsFailure(f.Finding, report.IsStrict)))
            text.Block(FailureBlock.Of(run, finding));
        foreach (var (run, failure) in all.Where(a => a.Conclusion.IsFailure))
            text.Block(FailureBlock.Of(run, failure));
        foreach (var (run, warning) in all.Where(a => report.IsStrict && a.Conclusion.Verdict == Verdict.Warning))
            text.Block(FailureBlock.Of(run, warning));
        Folded(
            text,
            "warning",
            Lines(findings.Where(f => f.Finding.ExpectedFailure is null && !FindingText.IsFailure(f.Finding, report.IsStrict)))
                .Concat(Lines(all.Where(a => !report.IsStrict && a.Conclusion.Verdict == Verdict.Warning)))
        );
        Folded(text, "inconclusive check", Lines(all.Where(a => a.Conclusion.Verdict == Verdict.Inconclusive)));
        Folded(text, "reading to review", Lines(all.Where(a => a.Conclusion.Verdict == Verdict.Review)));
        Folded(
            text,
            "expected failure",
            Lines(findings.Where(f => f.Finding.ExpectedFailure is not null))
                .Concat(Lines(all.Where(a => a.Conclusion is { Verdict: Verdict.Failed, IsFailure: false })))
        );
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Table(ImmutableArray<ContractRun> runs)
    {
        var table = new StringBuilder(
            "| contract | target | outcome | passed | failed | warnings | review | inconclusive | not applicable |\n|---|---|---|--:|--:|--:|--:|--:|--:|"
        );
        foreach (var run in runs)
        {
            var target = run.IsEmbedded ? "built-in mock" : MarkdownText.Inline(run.BaseUrl.ToString());
            table.Append(
                $"\n| {MarkdownText.Inline(run.Contract)} | {target} | {Sign(run.Outcome)} {Words.Of(run.Outcome).ToLowerInvariant()}"
            );
            foreach (var verdict in Totals.Order)
                table.Append($" | {run.Count(verdict)}");
            table.Append(" |");
        }

        return table.ToString();
    }

    private static IEnumerable<string> Lines(IEnumerable<(ContractRun Run, Conclusion Conclusion)> conclusions) =>
        conclusions.SelectMany(c =>
            c.Conclusion.Scenarios.Select(s =>
                $"- **{MarkdownText.Inline(c.Conclusion.Id)}** ({MarkdownText.Inline(c.Run.Contract)}): {Cut(Said(c.Conclusion, s))}"
            )
        );

    private static IEnumerable<string> Lines(IEnumerable<(ContractRun Run, Finding Finding)> findings) =>
        findings.Select(f =>
            $"- **{MarkdownText.Inline(f.Run.Contract)}**: {Cut(f.Finding.ExpectedFailure is { } reason ? $"{reason}. {f.Finding.Cause}" : $"{f.Finding.Cause} {FindingText.Missed(f.Finding)}")} ({MarkdownText.Inline(FindingText.Checks(f.Finding))})"
        );

    private static void Folded(BoundedText text, string noun, IEnumerable<string> told)
    {
        var lines = told.ToList();
        if (lines.Count == 0)
            return;
        var more = lines.Count > MostLines ? $"- and {lines.Count - MostLines} more\n" : string.Empty;
        text.Block(
            $"<details><summary>{Words.Count(lines.Count, noun)}</summary>\n\n{string.Join('\n', lines.Take(MostLines))}\n{more}\n</details>"
        );
    }

    private static string Said(Conclusion conclusion, ScenarioResult scenario) =>
        conclusion.ExpectedFailure is { } reason ? $"{reason}. {Explanation.Headline(scenario)}" : Explanation.Headline(scenario);

    private static string Cut(string text) => MarkdownText.Inline(FailureBlock.Cut(text));

    private static string Sign(Outcome outcome) =>
        outcome switch
        {
            Outcome.Passed => "✅",
            Outcome.Failed => "❌",
            _ => "❔",
        };
}
