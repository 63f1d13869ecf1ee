using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>What was missed (section 3.27): a result for each finding, whose rule is the first of the requirements that it makes fail, and one for each scenario that missed what no finding tells of.</summary>
internal static class SarifResults
{
    private const int MostPlaces = 10;

    public static IEnumerable<SarifResult> Of(VerificationReport report, ContractRun run, Conclusion conclusion, SarifRules rules) =>
        conclusion.Scenarios.Select(s => Of(report, run, conclusion, s, rules));

    public static SarifResult Of(VerificationReport report, ContractRun run, Finding finding, SarifRules rules)
    {
        var requirement = run.Requirements.Select(r => r.Requirement).FirstOrDefault(r => finding.Requirements.Contains(r.Id));
        var (rule, index) = rules.IndexOf(requirement);
        var seen = finding
            .SeenBy.Select(s => s.Scenario)
            .Distinct(StringComparer.Ordinal)
            .Select(id => run.Scenarios.FirstOrDefault(s => s.Id == id))
            .OfType<ScenarioResult>()
            .ToList();
        var exchange = FindingText.ShownBy(run, finding);
        var isFailure = finding.Severity == FindingSeverity.Must || report.IsStrict;
        return new SarifResult(
            rule,
            index,
            "fail",
            isFailure ? "error" : "warning",
            SarifMessage.Of($"{finding.Cause} {FindingText.Missed(finding)} ({run.Contract}: {FindingText.Checks(finding)})"),
            [SarifPlace.Of(finding.At.File, finding.At.Line, finding.At.Column, null)],
            Places(seen.Take(MostPlaces), isRelated: true),
            ImmutableDictionary.CreateRange([KeyValuePair.Create("conformanceFinding/v1", Hashed($"{run.Contract}\n{finding.Key}"))]),
            finding.ExpectedFailure is { } reason ? [new SarifSuppression("external", "accepted", reason)] : null,
            exchange is null ? null : SarifExchange.Request(exchange),
            exchange is null ? null : SarifExchange.Response(exchange),
            new SarifResultProperties(
                run.Contract,
                Words.Of(finding.Severity == FindingSeverity.Must ? Verdict.Failed : Verdict.Warning),
                seen.Select(s => s.Id)
            )
        );
    }

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
        return Hashed(check);
    }

    private static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
