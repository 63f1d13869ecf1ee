using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Verification.Results;

/// <summary>What a check missed. No text in it holds a secret.</summary>
/// <param name="Expected">A noun phrase: <c>401 as documented for a revoked token</c>.</param>
/// <param name="Found">A noun phrase: <c>200 with a body</c>.</param>
/// <param name="Exchange">The number of the <see cref="RecordedExchange"/> that shows it; null where none does.</param>
public sealed record Miss(string Expected, string Found, int? Exchange)
{
    /// <summary>What the target does otherwise than it should; null for what a step of somebody's own missed.</summary>
    public Cause? Cause { get; init; }

    /// <summary>The id of the one rule that this counts for, whatever else the scenario checks; null where it counts for all that the scenario checks.</summary>
    public string? Rule { get; init; }

    /// <summary>A script for bash and curl that repeats what showed it, from the login on; null where none can. Secrets that no answer gives are environment variables in it.</summary>
    public string? Repeat { get; init; }

    /// <summary>Whether a check asked for it, and did not only stand on it.</summary>
    internal bool IsStated { get; init; }

    /// <summary>One sentence.</summary>
    public override string ToString() => $"Expected {Expected}; found {Found}.";
}

/// <summary>What a target does otherwise than it should, told alike by all checks that meet it.</summary>
/// <param name="Key">Words that stay the same from run to run: <c>lets-in revoked access</c>.</param>
/// <param name="Sentence">One sentence: <c>A revoked access token is let in at GET /me.</c></param>
/// <param name="At">Where the contract says otherwise.</param>
/// <param name="Pointer">The same place as the fragment form of a JSON pointer.</param>
public sealed record Cause(string Key, string Sentence, Location At, string Pointer)
{
    /// <summary>The operation at which it was met: <c>GET /me</c>; null where it is at none.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// The id of the rule that asks just this, where other checks only stand on it: a check that meets it on its way shows nothing of what it asks for itself.
    /// </summary>
    public string? AskedBy { get; init; }

    /// <summary>The keys of causes of which this one is a part: whoever takes any text for a token takes a forged one as well.</summary>
    public ImmutableArray<string> CoveredBy { get; init; } = [];
}
