using System.Collections.Immutable;
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
    public static void Write(VerificationReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, JsonText.Indented);
        var rules = SarifRules.Of(report);
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, report, rules);
        json.Array("invocations", [report], r => Invocation(json, r));
        json.WriteString("columnKind", "utf16CodeUnits");
        SarifPlace.WriteBase(json);
        json.WriteStartArray("results");
        foreach (var run in report.Runs)
        {
            foreach (var conclusion in Conclusion.Of(run))
                SarifResult.Write(json, report, run, conclusion, rules);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json, VerificationReport report, SarifRules rules)
    {
        var (name, version) = ToolName.Of(report.Tool);
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", name);
        if (version is not null)
            json.WriteString("version", version);
        rules.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Invocation(Utf8JsonWriter json, VerificationReport report)
    {
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Outcome != Outcome.NotJudged);
        if (!report.Runs.IsEmpty)
        {
            json.WriteString("startTimeUtc", Words.Of(Totals.StartOf(report)));
            json.WriteString("endTimeUtc", Words.Of(Totals.StartOf(report) + Totals.DurationOf(report)));
        }

        Notifications(
            json,
            "toolExecutionNotifications",
            report,
            r => r.Obstacles.Select(o => ("error", o)).Concat(r.Notices.Select(n => ("note", n)))
        );
        Notifications(json, "toolConfigurationNotifications", report, r => r.BaselineFaults.Select(f => ("error", f)));
        json.WriteEndObject();
    }

    private static void Notifications(
        Utf8JsonWriter json,
        string name,
        VerificationReport report,
        Func<ContractRun, IEnumerable<(string Level, string Sentence)>> sentences
    ) =>
        json.Array(
            name,
            report.Runs.SelectMany(r => sentences(r).Select(s => (r.Contract, s.Level, s.Sentence))),
            n =>
            {
                json.WriteStartObject();
                json.WriteString("level", n.Level);
                json.Message("message", $"{n.Contract}: {n.Sentence}");
                json.WriteEndObject();
            }
        );
}
