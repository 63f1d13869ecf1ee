using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>What was missed of a requirement (section 3.27): a result for each scenario that saw it.</summary>
internal static class SarifResults
{
    public static IEnumerable<SarifResult> Of(VerificationReport report, ContractRun run, Conclusion conclusion, SarifRules rules) =>
        conclusion.Scenarios.Select(s => Of(report, run, conclusion, s, rules));

    private static SarifResult Of(
        VerificationReport report,
        ContractRun run,
        Conclusion conclusion,
        ScenarioResult scenario,
        SarifRules rules
    )
    {
        var (rule, index) = rules.IndexOf(conclusion.Requirement);
        var exchange = Conclusion.ShownBy(scenario);
        var requirement = conclusion.Requirement;
        return new SarifResult(
            rule,
            index,
            "fail",
            conclusion.Verdict == Verdict.Failed || report.IsStrict ? "error" : "warning",
            SarifMessage.Of($"{Explanation.Headline(scenario)} Scenario \"{scenario.Name}\" of {run.Contract}."),
            requirement is { At: var at } ? [SarifPlace.Of(at.File, at.Line, at.Column, null)] : Places([scenario], isRelated: false),
            requirement is null ? null : Places([scenario], isRelated: true),
            ImmutableDictionary.CreateRange([KeyValuePair.Create("conformanceCheck/v1", Fingerprint(run, conclusion, scenario))]),
            conclusion.ExpectedFailure is { } reason ? [new SarifSuppression("external", "accepted", reason)] : null,
            exchange is null ? null : SarifExchange.Request(exchange),
            exchange is null ? null : SarifExchange.Response(exchange),
            new SarifResultProperties(run.Contract, Words.Of(conclusion.Verdict!.Value), [scenario.Id])
        );
    }

    private static IEnumerable<SarifLocation> Places(IEnumerable<ScenarioResult> scenarios, bool isRelated) =>
        scenarios.Select(s => SarifPlace.Of(s.File, s.Line, 0, isRelated ? $"Scenario \"{s.Name}\"" : null));

    // Neither lines nor times go into it, so that it stays the same while files grow around the check.
    private static string Fingerprint(ContractRun run, Conclusion conclusion, ScenarioResult scenario)
    {
        var steps = scenario.Steps.Select(s => s.Text);
        var check = string.Join('\n', [run.Contract, conclusion.Requirement?.Id, scenario.File, scenario.Name, .. steps]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(check)))[..32];
    }
}
