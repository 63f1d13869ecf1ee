using System.Collections.Immutable;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Roles;

/// <summary>An operation that may play a role.</summary>
internal sealed record Candidate(DescribedOperation Operation, ImmutableArray<Indication> Indications)
{
    /// <summary>The sum of the weights.</summary>
    public double Score { get; } = Indications.Sum(i => i.Weight);

    /// <summary>What speaks most for it.</summary>
    public string Why =>
        string.Join("; ", Indications.Where(i => i.Weight > 0).OrderByDescending(i => i.Weight).Take(3).Select(i => i.Why));

    /// <summary>What speaks most against it.</summary>
    public string WhyNot => Indications.Where(i => i.Weight < 0).MinBy(i => i.Weight)?.Why ?? "";
}

/// <summary>Collects what speaks for and against an operation.</summary>
internal sealed class Weighing(DescribedOperation operation)
{
    private readonly List<Indication> _indications = [];

    public Weighing Add(bool holds, double weight, string why)
    {
        if (holds)
            _indications.Add(new Indication(weight, why));
        return this;
    }

    public Candidate Result() => new(operation, [.. _indications]);
}
