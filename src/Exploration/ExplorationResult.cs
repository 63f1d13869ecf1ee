using System.Collections.Immutable;
using Conformance.Verification.Results;

namespace Conformance.Exploration;

/// <summary>What an exploration came to.</summary>
public sealed record ExplorationResult
{
    /// <summary>The run as reports tell it; its scenarios are those that were written, and have been run.</summary>
    public required ContractRun Run { get; init; }

    /// <summary>How many sequences were tried.</summary>
    public required int Sequences { get; init; }

    /// <summary>How many requests they sent, without those of shrinking.</summary>
    public required int Operations { get; init; }

    /// <summary>What was found, in the order in which it was.</summary>
    public required ImmutableArray<FoundSequence> Found { get; init; }

    /// <summary>What was found as a feature file; null where nothing was.</summary>
    public string? Feature { get; init; }
}

/// <summary>A sequence that shows a difference, shrunk.</summary>
/// <param name="Sentence">What the target does, a sentence.</param>
/// <param name="Operations">How many requests had been sent when it showed first.</param>
/// <param name="Length">How many commands it has.</param>
/// <param name="FirstLength">How many it had when it was found.</param>
/// <param name="IsRepeatable">Whether it showed each time that it was tried again.</param>
public sealed record FoundSequence(string Sentence, int Operations, int Length, int FirstLength, bool IsRepeatable);
