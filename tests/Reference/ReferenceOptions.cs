using Conformance.Reference.Switches;

namespace Conformance.Reference;

/// <summary>How a reference server is started.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The clock; the time of day if nothing else is said.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The port on loopback; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>What is broken; nothing if nothing is said.</summary>
    public IReadOnlyList<Mutant> Mutants { get; init; } = [];
}
