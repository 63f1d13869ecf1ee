using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>What became of a requirement (section 3.27): a result for each scenario that has something to say, else one for all of them.</summary>
internal static class SarifResults
{
    public static IEnumerable<SarifResult> Of(VerificationReport report, ContractRun run, Conclusion conclusion, SarifRules rules) =>
        conclusion is { Requirement: not null, Verdict: null or Verdict.Passed or Verdict.NotApplicable }
            ? [Of(report, run, conclusion, null, rules)]
            : conclusion.Scenarios.Select(s => Of(report, run, conclusion, s, rules));

    private static SarifResult Of(
        VerificationReport report,
        ContractRun run,
        Conclusion conclusion,
        ScenarioResult? scenario,
        SarifRules rules
    )
    {
        var (rule, index) = rules.IndexOf(conclusion.Requirement);
        var shown = scenario is null ? conclusion.Scenarios : [scenario];
        var (kind, level) = Weight(conclusion.Verdict, report.IsStrict);
        var exchange = scenario is null ? null : Conclusion.ShownBy(scenario);
        var requirement = conclusion.Requirement;
        return new SarifResult(
            rule,
            index,
            kind,
            level,
            SarifMessage.Of(Message(run, conclusion, scenario)),
            requirement is { At: var at } ? [SarifPlace.Of(at.File, at.Line, at.Column, null)] : Places(shown, isRelated: false),
            requirement is null ? null : Places(shown, isRelated: true),
            ImmutableDictionary.CreateRange([KeyValuePair.Create("conformanceCheck/v1", Fingerprint(run, conclusion, scenario))]),
            conclusion.ExpectedFailure is { } reason ? [new SarifSuppression("external", "accepted", reason)] : null,
            exchange is null ? null : SarifExchange.Request(exchange),
            exchange is null ? null : SarifExchange.Response(exchange),
            new SarifResultProperties(
                run.Contract,
                conclusion.Verdict is { } verdict ? Words.Of(verdict) : "not checked",
                shown.Select(s => s.Id)
            )
        );
    }

    private static IEnumerable<SarifLocation> Places(IEnumerable<ScenarioResult> scenarios, bool isRelated) =>
        scenarios.Select(s => SarifPlace.Of(s.File, s.Line, 0, isRelated ? $"Scenario \"{s.Name}\"" : null));

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

    // Neither lines nor times go into it, so that it stays the same while files grow around the check.
    private static string Fingerprint(ContractRun run, Conclusion conclusion, ScenarioResult? scenario)
    {
        var steps = scenario?.Steps.Select(s => s.Text) ?? [];
        var check = string.Join('\n', [run.Contract, conclusion.Requirement?.Id, scenario?.File, scenario?.Name, .. steps]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(check)))[..32];
    }
}
