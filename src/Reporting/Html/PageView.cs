using System.Collections.Immutable;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>What <c>page.liquid</c> shows of a report. All text in it is as it was said; the page encodes it.</summary>
/// <param name="Style">The style sheet, the page's own.</param>
/// <param name="Script">The script, the page's own.</param>
/// <param name="Shares">The verdicts that scenarios came to.</param>
/// <param name="Choices">The verdicts that requirements came to, to filter by.</param>
internal sealed record PageView(
    string Title,
    string Style,
    string Script,
    string Outcome,
    string Headline,
    string Lead,
    string Facts,
    ImmutableArray<ShareView> Shares,
    ImmutableArray<ChoiceView> Choices,
    ImmutableArray<ContractView> Contracts
)
{
    private static readonly ImmutableArray<Verdict?> WorstFirst =
    [
        Verdict.Failed,
        Verdict.Inconclusive,
        Verdict.Warning,
        Verdict.Review,
        Verdict.Passed,
        Verdict.NotApplicable,
        null,
    ];

    public static PageView Of(VerificationReport report, string style, string script)
    {
        var totals = Totals.Of(report);
        ImmutableArray<ContractView> contracts = [.. report.Runs.Select((r, i) => ContractView.Of(r, $"c{i + 1}", report.IsStrict))];
        var verdicts = report.Runs.SelectMany(r => Conclusion.Of(r)).Select(c => c.Verdict).ToList();
        var subject = report.Runs.Length == 1 ? report.Runs[0].Contract : Words.Count(report.Runs.Length, "contract");
        return new PageView(
            $"{Words.Of(report.Outcome)}: conformance of {subject}",
            style,
            script,
            Words.Name(report.Outcome),
            Words.Of(report.Outcome),
            OutcomeSentence.Of(report),
            string.Join(" · ", FactsOf(report)),
            [.. Totals.Order.Where(v => totals[v] > 0).Select(v => new ShareView(Words.Name(v), totals[v], Words.Counted(v, totals[v])))],
            [.. WorstFirst.Select(v => new ChoiceView(BadgeView.Of(v), verdicts.Count(x => x == v))).Where(c => c.Count > 0)],
            contracts
        );
    }

    private static IEnumerable<string> FactsOf(VerificationReport report)
    {
        yield return Words.Count(report.Runs.Length, "contract");
        yield return Words.Count(Totals.Of(report).Scenarios, "scenario");
        yield return Words.Of(Totals.DurationOf(report));
        if (!report.Runs.IsEmpty)
            yield return Words.Day(Totals.StartOf(report));
        yield return report.Tool;
        if (report.IsStrict)
            yield return "strict";
    }
}

/// <summary>How many scenarios came to a verdict.</summary>
internal sealed record ShareView(string Verdict, int Count, string Word);

/// <summary>How many requirements came to a verdict.</summary>
internal sealed record ChoiceView(BadgeView Badge, int Count);

/// <summary>A verdict as a name for styles and filters, a word for people, and a sign that screen readers pass over.</summary>
internal sealed record BadgeView(string Name, string Word, string Sign)
{
    /// <param name="verdict">Null for a requirement that nothing checks.</param>
    public static BadgeView Of(Verdict? verdict) =>
        new(
            verdict is { } name ? Words.Name(name) : "notChecked",
            verdict is { } word ? Words.Of(word) : "not checked",
            verdict switch
            {
                Verdict.Passed => "✓",
                Verdict.Failed => "✕",
                Verdict.Warning => "!",
                Verdict.Inconclusive => "?",
                Verdict.Review => "◇",
                Verdict.NotApplicable => "–",
                _ => "○",
            }
        );
}
