using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>
/// SARIF 2.1.0: one run, in which requirements are the rules and what became of them are the results. Results point into the contract. One run holds
/// all contracts, because services that show SARIF refuse several of one tool.
/// </summary>
internal static class SarifReport
{
    /// <summary>The schema of the standard.</summary>
    public const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static void Write(VerificationReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Indented);
        JsonSerializer.Serialize(json, new SarifLog(Schema, "2.1.0", [Run(report)]), SarifJson.Default.SarifLog);
    }

    private static SarifRun Run(VerificationReport report)
    {
        var rules = SarifRules.Of(report);
        var (name, version) = ToolName.Of(report.Tool);
        return new SarifRun(
            new SarifTool(new SarifDriver(name, version, rules.All)),
            [Invocation(report)],
            "utf16CodeUnits",
            SarifPlace.Bases,
            [
                .. report.Runs.SelectMany(run =>
                    run.Findings.Select(f => SarifResults.Of(report, run, f, rules))
                        .Concat(Conclusion.Untold(run).Where(IsMissed).SelectMany(c => SarifResults.Of(report, run, c, rules)))
                ),
            ]
        );
    }

    // Services that show SARIF take every result for an alert.
    private static bool IsMissed(Conclusion conclusion) => conclusion.Verdict is Verdict.Failed or Verdict.Warning;

    private static SarifInvocation Invocation(VerificationReport report)
    {
        var start = Totals.StartOf(report);
        return new SarifInvocation(
            report.Outcome != Outcome.NotJudged,
            report.Runs.IsEmpty ? null : Words.Of(start),
            report.Runs.IsEmpty ? null : Words.Of(start + Totals.DurationOf(report)),
            Notifications(report, r => r.Obstacles.Select(o => ("error", o)).Concat(r.Notices.Select(n => ("note", n)))),
            Notifications(report, r => r.BaselineFaults.Select(f => ("error", f)))
        );
    }

    private static IEnumerable<SarifNotification> Notifications(
        VerificationReport report,
        Func<ContractRun, IEnumerable<(string Level, string Sentence)>> sentences
    ) =>
        report.Runs.SelectMany(r =>
            sentences(r).Select(s => new SarifNotification(s.Level, SarifMessage.Of($"{r.Contract}: {s.Sentence}")))
        );
}
