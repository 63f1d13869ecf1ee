using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Verification.Results;

/// <summary>How much a finding weighs, from the least to the most.</summary>
public enum FindingSeverity
{
    /// <summary>A standard advises otherwise.</summary>
    Advice,

    /// <summary>Recommended otherwise, or seen otherwise in an example.</summary>
    Should,

    /// <summary>Plainly stated otherwise.</summary>
    Must,
}

/// <summary>A place in a run where a finding was seen.</summary>
/// <param name="Scenario">The id of the scenario.</param>
/// <param name="Exchange">The number of the exchange that shows it; null where none does.</param>
public sealed record FindingSight(string Scenario, int? Exchange);

/// <summary>One cause: what the target does otherwise than it should, however many checks saw it. No text in it holds a secret.</summary>
public sealed record Finding
{
    /// <summary>Stable from run to run, for baselines and fingerprints: <c>lets-in revoked access</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What the target does, one sentence.</summary>
    public required string Cause { get; init; }

    /// <summary>The weight of the heaviest check that saw it.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Where the contract says otherwise: file, line and column.</summary>
    public required Location At { get; init; }

    /// <summary>The same place as the fragment form of a JSON pointer; empty where a feature file alone says so.</summary>
    public required string Pointer { get; init; }

    /// <summary>The operations at which it was seen: <c>GET /me</c>.</summary>
    public required ImmutableArray<string> Operations { get; init; }

    /// <summary>What was expected, a noun phrase.</summary>
    public required string Expected { get; init; }

    /// <summary>What was found, a noun phrase.</summary>
    public required string Found { get; init; }

    /// <summary>The ids of the requirements that it makes fail or warn, in the order of the run's.</summary>
    public required ImmutableArray<string> Requirements { get; init; }

    /// <summary>Where it was seen; the first one is what <see cref="Expected"/>, <see cref="Found"/> and the members about time tell.</summary>
    public required ImmutableArray<FindingSight> SeenBy { get; init; }

    /// <summary>The ids of the scenarios that could not be judged because of it.</summary>
    public ImmutableArray<string> StandingOnIt { get; init; } = [];

    /// <summary>The ids of the requirements that no scenario could judge because of it.</summary>
    public ImmutableArray<string> Unjudged { get; init; } = [];

    /// <summary>How long after the answer of the logout the request was sent that shows it; null where there was no logout before.</summary>
    public TimeSpan? SinceLogout { get; init; }

    /// <summary>At which try after the logout the same request showed it, from 1; null where there was no logout before.</summary>
    public int? Try { get; init; }

    /// <summary>Why it is let pass: each requirement that it makes fail is on the list of expected failures. Null where that is not so.</summary>
    public string? ExpectedFailure { get; init; }

    /// <summary>A script for bash and curl that shows it from the login on, as <see cref="Miss.Repeat"/>; null where none can, for instance because the target's clock has to be moved.</summary>
    public string? Repeat { get; init; }

    /// <summary>One line.</summary>
    public override string ToString() => $"{Cause} Expected {Expected}; found {Found}.";
}
