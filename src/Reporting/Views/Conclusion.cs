using System.Collections.Immutable;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>What a reader has to be told once: a requirement with the scenarios that made its verdict, or a scenario that checks no requirement.</summary>
/// <param name="Requirement">Null for a scenario that checks none.</param>
/// <param name="Verdict">Null where no scenario checks the requirement.</param>
/// <param name="ExpectedFailure">Why a failure was expected, or null.</param>
/// <param name="Scenarios">Those that came to the verdict.</param>
internal sealed record Conclusion(
    CheckedRequirement? Requirement,
    Verdict? Verdict,
    string? ExpectedFailure,
    ImmutableArray<ScenarioResult> Scenarios
)
{
    /// <summary>The id, or that of the scenario.</summary>
    public string Id => Requirement?.Id ?? Scenarios[0].Id;

    /// <summary>The statement, or the scenario's name.</summary>
    public string Statement => Requirement?.Statement ?? Scenarios[0].Name;

    /// <summary>Whether it is a failure that nobody listed as expected.</summary>
    public bool IsFailure => Verdict == Verification.Results.Verdict.Failed && ExpectedFailure is null;

    /// <summary>Those of all runs.</summary>
    public static IEnumerable<Conclusion> Of(VerificationReport report) => report.Runs.SelectMany(r => Of(r));

    /// <summary>The requirements in their order, then the scenarios that check none.</summary>
    public static ImmutableArray<Conclusion> Of(ContractRun run)
    {
        var known = run.Requirements.Select(r => r.Requirement.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. run.Requirements.Select(r => new Conclusion(
                r.Requirement,
                r.Verdict,
                r.ExpectedFailure,
                [.. r.Scenarios.Where(s => VerdictFor(r, s) == r.Verdict)]
            )),
            .. run.Scenarios.Where(s => !s.Requirements.Any(known.Contains)).Select(s => new Conclusion(null, s.Verdict, null, [s])),
        ];
    }

    /// <summary>Those of which no finding tells, such as a scenario that checks nothing that a finding could be made of.</summary>
    public static ImmutableArray<Conclusion> Untold(ContractRun run)
    {
        var told = run.Findings.SelectMany(f => f.SeenBy).Select(s => s.Scenario).ToHashSet(StringComparer.Ordinal);
        return [.. Of(run).Where(c => !c.Scenarios.Any(s => told.Contains(s.Id)))];
    }

    /// <summary>
    /// Why a scenario's failure was expected: each requirement that it makes fail is on the list of expected failures. Null where that is not so.
    /// </summary>
    public static string? ExpectedFailureOf(ContractRun run, ScenarioResult scenario)
    {
        var failed = run
            .Requirements.Where(r =>
                scenario.Requirements.Contains(r.Requirement.Id) && VerdictFor(r, scenario) == Verification.Results.Verdict.Failed
            )
            .ToList();
        return failed.Count > 0 && failed.TrueForAll(r => r.ExpectedFailure is not null)
            ? string.Join("; ", failed.Select(r => r.ExpectedFailure).Distinct(StringComparer.Ordinal))
            : null;
    }

    /// <summary>The exchange that shows what a scenario missed; null where none does.</summary>
    public static RecordedExchange? ShownBy(ScenarioResult scenario) =>
        scenario.Miss?.Exchange is { } number ? scenario.Exchanges.FirstOrDefault(e => e.Number == number) : null;

    // A scenario counts for a lesser requirement by that one's level.
    private static Verdict? VerdictFor(RequirementResult result, ScenarioResult scenario) =>
        RequirementResult.Of(result.Requirement, [scenario]).Verdict;
}
