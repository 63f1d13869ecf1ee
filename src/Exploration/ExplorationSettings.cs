namespace Conformance.Exploration;

/// <summary>How a target is explored.</summary>
public sealed record ExplorationSettings
{
    /// <summary>What sequences are drawn from: under the same seed a target that answers alike is asked alike.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many sequences are tried at most.</summary>
    public int Sequences { get; init; } = 100;

    /// <summary>After how long no sequence begins any more; null for never.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How many commands a sequence has at most, what is tried at its end left out.</summary>
    public int MaxSteps { get; init; } = 20;

    /// <summary>How many requests are sent at the same time at most; 1 for one after the other.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>The most that <see cref="Parallel"/> may be: every order of them is tried.</summary>
    public const int MostParallel = 5;

    /// <summary>How many differences are looked for; the run ends with the last of them.</summary>
    public int MaxFindings { get; init; } = 10;

    /// <summary>Whether the target is a mock that the run started itself.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
