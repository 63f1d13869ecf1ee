using System.Collections.Immutable;
using Conformance.Contracts.Requirements;
using Conformance.Documents;

namespace Conformance.Verification.Results;

/// <summary>Where a requirement comes from.</summary>
public enum RequirementFamily
{
    /// <summary>The contract's own document.</summary>
    Documented,

    /// <summary>The rules that hold for every contract whose operations play the roles they speak of.</summary>
    AnyContract,

    /// <summary>A standard, as advice.</summary>
    Standard,
}

/// <summary>A behaviour that a run checks.</summary>
/// <param name="Id">Such as <c>ACM-07</c> or <c>RFC6750-3</c>; a scenario names it in a tag.</param>
/// <param name="Statement">What must hold, one sentence.</param>
/// <param name="Source">The place in the document or standard that states it, for people.</param>
/// <param name="At">Where the contract says it: file, line and column of the node that <paramref name="Pointer"/> points at.</param>
/// <param name="Pointer">The place in the contract as the fragment form of a JSON pointer.</param>
public sealed record CheckedRequirement(
    string Id,
    RequirementFamily Family,
    CheckLevel Level,
    string Statement,
    string Source,
    Location At,
    string Pointer
)
{
    /// <summary>The interpretations, where the source is open; else empty.</summary>
    public ImmutableArray<Reading> Readings { get; init; } = [];

    /// <summary>The reading that the contract takes; null without readings.</summary>
    public string? DefaultReading { get; init; }
}

/// <summary>What became of one requirement: the worst of what its scenarios came to, by its own level.</summary>
/// <param name="Scenarios">The scenarios that check it.</param>
/// <param name="Verdict">Null where no scenario of the run checks it.</param>
public sealed record RequirementResult(CheckedRequirement Requirement, Verdict? Verdict, ImmutableArray<ScenarioResult> Scenarios)
{
    /// <summary>Why a failure was expected, from the list of expected failures; null where it was not listed.</summary>
    public string? ExpectedFailure { get; init; }

    /// <summary>The names of the readings that were seen; more than one where scenarios saw different ones.</summary>
    public ImmutableArray<string> ReadingsSeen =>
        [.. Scenarios.Select(s => s.ReadingsSeen.GetValueOrDefault(Requirement.Id)).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The verdict of a requirement by those of its scenarios; what does not apply counts only where nothing else does.</summary>
    public static RequirementResult Of(CheckedRequirement requirement, IEnumerable<ScenarioResult> scenarios)
    {
        ImmutableArray<ScenarioResult> own =
        [
            .. scenarios.Where(s => s.Requirements.Contains(requirement.Id) || s.Asides.Any(a => a.Rule == requirement.Id)),
        ];
        var verdicts = own.Select(s => Weigh(s.VerdictFor(requirement.Id), requirement.Level)).ToList();
        var applying = verdicts.Where(v => v != Results.Verdict.NotApplicable).ToList();
        return new RequirementResult(
            requirement,
            applying.Count > 0 ? applying.Max()
                : verdicts.Count > 0 ? Results.Verdict.NotApplicable
                : null,
            own
        );
    }

    // A scenario may check a lesser requirement beside a must; its failure is then only a warning for the lesser.
    private static Verdict Weigh(Verdict verdict, CheckLevel level) =>
        verdict switch
        {
            Results.Verdict.Failed or Results.Verdict.Warning when level == CheckLevel.Review => Results.Verdict.Review,
            Results.Verdict.Failed when level != CheckLevel.Must => Results.Verdict.Warning,
            _ => verdict,
        };
}
