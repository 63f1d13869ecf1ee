using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conformance.Reference.Switches;
using Conformance.Verification.Results;

namespace Conformance.Prove;

/// <summary>What a mutant did to the verdicts.</summary>
/// <param name="Killers">The requirements that came out worse than on the clean server, or of which another reading was seen.</param>
/// <param name="IsNoticed">Whether the run is at least no longer green.</param>
internal sealed partial record Fate(string Api, Mutant Mutant, ImmutableArray<string> Killers, bool IsNoticed)
{
    /// <summary>The findings that the clean server does not have, or has with less weight; reviews make none.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Whether a check that is meant for it found it, or could not be made because of what was found.</summary>
    public bool IsByIntended => Killers.Concat(Findings.SelectMany(f => f.Unjudged)).Any(Mutant.Checks.Contains);

    /// <summary>Whether anything found it.</summary>
    public bool IsKilled => Killers.Length > 0 || IsNoticed;

    /// <summary>One word.</summary>
    public string Word =>
        IsByIntended ? "found"
        : IsKilled ? "by others"
        : "SURVIVED";

    /// <summary>Compares the run against a mutant with the one against the clean server.</summary>
    public static Fate Of(Mutant mutant, ContractRun clean, ContractRun broken) =>
        new(
            clean.Contract,
            mutant,
            [
                .. broken
                    .Requirements.Where(r => IsWorse(clean.Requirements.First(c => c.Requirement.Id == r.Requirement.Id), r))
                    .Select(r => r.Requirement.Id),
            ],
            broken.Outcome > clean.Outcome
        )
        {
            Findings = [.. broken.Findings.Where(f => !clean.Findings.Any(c => c.Key == f.Key && c.Severity >= f.Severity))],
        };

    private static bool IsWorse(RequirementResult clean, RequirementResult broken) =>
        (
            broken.Verdict is Verdict.Failed or Verdict.Warning
            && (clean.Verdict is null or Verdict.NotApplicable || broken.Verdict > clean.Verdict)
        )
        || broken.Scenarios.Any(s =>
            clean.Scenarios.FirstOrDefault(c => c.Id == s.Id) is { } was && Differs(broken.Requirement.Id, was, s)
        );

    private static bool Differs(string requirement, ScenarioResult clean, ScenarioResult broken) =>
        (
            broken.VerdictFor(requirement) is Verdict.Failed or Verdict.Warning
            && clean.VerdictFor(requirement) is not (Verdict.Failed or Verdict.Warning)
        ) || (broken.Verdict == Verdict.Review && clean.Verdict == Verdict.Review && Shape(clean.Reason) != Shape(broken.Reason));

    // What a review saw, without what differs from request to request.
    private static string Shape(string? reason) => Variable().Replace(reason ?? "", "·");

    [GeneratedRegex(@"«[^»]*»|[0-9a-fA-F-]{8,}|\d{4}-\d\d-\d\dT[0-9:.]+Z?|\d{6,}|«.*$", RegexOptions.None, 1000)]
    private static partial Regex Variable();
}
