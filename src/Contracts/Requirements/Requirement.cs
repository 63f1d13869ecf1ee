using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Contracts.Requirements;

/// <summary>One documented behaviour.</summary>
/// <param name="Id">For example <c>ABC-01</c>; unique in its contract.</param>
/// <param name="Statement">What the document says, one sentence.</param>
/// <param name="Check">What a run observes; null at level <see cref="RequirementLevel.Client"/> alone.</param>
/// <param name="Source">The place in the source that says so.</param>
/// <param name="Pointer">Where the contract says it, as the fragment form of a JSON pointer: <c>#/paths/~1logout/post</c>.</param>
/// <param name="Readings">The interpretations where the source is open; empty elsewhere.</param>
/// <param name="DefaultReading">The name of the reading that holds unless the user chooses another; null without readings.</param>
/// <param name="See">The id of another requirement that settles or contradicts this one, or null.</param>
/// <param name="At">Where it is written.</param>
public sealed record Requirement(
    string Id,
    RequirementLevel Level,
    string Statement,
    string? Check,
    string Source,
    string Pointer,
    ImmutableArray<Reading> Readings,
    string? DefaultReading,
    string? See,
    Location At
);

/// <summary>One interpretation of what a document leaves open.</summary>
/// <param name="Name">Its name, the same as under <c>x-session/readings</c> of the contract.</param>
/// <param name="Meaning">What it means, a sentence.</param>
/// <param name="At">Where its name is written.</param>
public sealed record Reading(string Name, string Meaning, Location At);
