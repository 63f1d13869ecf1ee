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
