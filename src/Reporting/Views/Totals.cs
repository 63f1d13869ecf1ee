using System.Collections.Immutable;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>How many scenarios came to each verdict.</summary>
internal sealed record Totals(ImmutableArray<int> ByVerdict)
{
    /// <summary>The verdicts in the order in which reports count them.</summary>
    public static readonly ImmutableArray<Verdict> Order =
    [
        Verdict.Passed,
        Verdict.Failed,
        Verdict.Warning,
        Verdict.Review,
        Verdict.Inconclusive,
        Verdict.NotApplicable,
    ];

    public int Scenarios => ByVerdict.Sum();

    public int this[Verdict verdict] => ByVerdict[(int)verdict];

    public static Totals Of(IEnumerable<ScenarioResult> scenarios)
    {
        var counts = new int[Enum.GetValues<Verdict>().Length];
        foreach (var scenario in scenarios)
            counts[(int)scenario.Verdict]++;
        return new Totals([.. counts]);
    }

    public static Totals Of(VerificationReport report) => Of(report.Runs.SelectMany(r => r.Scenarios));

    /// <summary><c>198 passed, 0 failed, 1 warning, …</c>: all of them, or only those that are not zero.</summary>
    public string Counted(bool withZeros) =>
        string.Join(", ", Order.Where(v => withZeros || this[v] > 0).Select(v => $"{this[v]} {Words.Counted(v, this[v])}"));

    /// <summary><c>5 contracts, 214 scenarios: 198 passed, 0 failed, … in 1.8 s</c></summary>
    public static string LineOf(VerificationReport report)
    {
        var totals = Of(report);
        return $"{Words.Count(report.Runs.Length, "contract")}, {Words.Count(totals.Scenarios, "scenario")}: {totals.Counted(withZeros: true)} in {Words.Of(DurationOf(report))}";
    }

    /// <summary>When the first run of a report began; the epoch without any.</summary>
    public static DateTimeOffset StartOf(VerificationReport report) =>
        report.Runs.Select(r => r.StartedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Min();

    /// <summary>From the beginning of the first run to the end of the last.</summary>
    public static TimeSpan DurationOf(VerificationReport report) =>
        report.Runs.Select(r => r.StartedAt + r.Duration).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max() - StartOf(report);
}
