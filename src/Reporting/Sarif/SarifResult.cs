using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>What became of a requirement (section 3.27): a result for each scenario that has something to say, else one for all of them.</summary>
internal static class SarifResult
{
    public static void Write(Utf8JsonWriter json, VerificationReport report, ContractRun run, Conclusion conclusion, SarifRules rules)
    {
        if (conclusion.Requirement is not null && conclusion.Verdict is (null or Verdict.Passed or Verdict.NotApplicable))
        {
            Write(json, report, run, conclusion, null, rules);
            return;
        }

        foreach (var scenario in conclusion.Scenarios)
            Write(json, report, run, conclusion, scenario, rules);
    }

    private static void Write(
        Utf8JsonWriter json,
        VerificationReport report,
        ContractRun run,
        Conclusion conclusion,
        ScenarioResult? scenario,
        SarifRules rules
    )
    {
        var (rule, index) = rules.Of(conclusion.Requirement);
        var shown = scenario is null ? conclusion.Scenarios : [scenario];
        var (kind, level) = Weight(conclusion.Verdict, report.IsStrict);
        json.WriteStartObject();
        json.WriteString("ruleId", rule);
        json.WriteNumber("ruleIndex", index);
        json.WriteString("kind", kind);
        json.WriteString("level", level);
        json.Message("message", Message(run, conclusion, scenario));
        Locations(json, conclusion, shown);
        json.Map("partialFingerprints", [KeyValuePair.Create("conformanceCheck/v1", Fingerprint(run, conclusion, scenario))]);
        if (conclusion.ExpectedFailure is { } reason)
            Suppression(json, reason);
        if (scenario is not null && Conclusion.ShownBy(scenario) is { } exchange)
            SarifExchange.Write(json, exchange);
        json.WriteStartObject("properties");
        json.WriteString("contract", run.Contract);
        json.WriteString("verdict", conclusion.Verdict is { } verdict ? Words.Of(verdict) : "not checked");
        json.Strings("scenarios", shown.Select(s => s.Id));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static (string Kind, string Level) Weight(Verdict? verdict, bool isStrict) =>
        verdict switch
        {
            Verdict.Failed => ("fail", "error"),
            Verdict.Warning => ("fail", isStrict ? "error" : "warning"),
            Verdict.Review => ("review", "none"),
            Verdict.Passed => ("pass", "none"),
            Verdict.NotApplicable => ("notApplicable", "none"),
            _ => ("open", "none"),
        };

    private static string Message(ContractRun run, Conclusion conclusion, ScenarioResult? scenario) =>
        scenario switch
        {
            not null => $"{Explanation.Headline(scenario)} Scenario \"{scenario.Name}\" of {run.Contract}.",
            _ when conclusion.Verdict is null => $"No scenario of {run.Contract} checks it.",
            _ when conclusion.Verdict == Verdict.NotApplicable =>
                $"{Explanation.Headline(conclusion.Scenarios[0])} Scenario \"{conclusion.Scenarios[0].Name}\" of {run.Contract}.",
            _ => $"{Words.Count(conclusion.Scenarios.Length, "scenario")} of {run.Contract} saw it as documented.",
        };

    private static void Locations(Utf8JsonWriter json, Conclusion conclusion, ImmutableArray<ScenarioResult> scenarios)
    {
        if (conclusion.Requirement is { } requirement)
        {
            json.Array("locations", [requirement.At], at => SarifPlace.Write(json, at.File, at.Line, at.Column, null));
            json.Array("relatedLocations", scenarios, s => SarifPlace.Write(json, s.File, s.Line, 0, $"Scenario \"{s.Name}\""));
            return;
        }

        json.Array("locations", scenarios, s => SarifPlace.Write(json, s.File, s.Line, 0, null));
    }

    // Neither lines nor times go into it, so that it stays the same while files grow around the check.
    private static string Fingerprint(ContractRun run, Conclusion conclusion, ScenarioResult? scenario)
    {
        var steps = scenario?.Steps.Select(s => s.Text) ?? [];
        var check = string.Join('\n', [run.Contract, conclusion.Requirement?.Id, scenario?.File, scenario?.Name, .. steps]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(check)))[..32];
    }

    private static void Suppression(Utf8JsonWriter json, string reason) =>
        json.Array(
            "suppressions",
            [reason],
            r =>
            {
                json.WriteStartObject();
                json.WriteString("kind", "external");
                json.WriteString("status", "accepted");
                json.WriteString("justification", r);
                json.WriteEndObject();
            }
        );
}
