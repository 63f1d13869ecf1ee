using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.State;

namespace Conformance.Testing;

/// <summary>The faults of a contract that is served, until a reset. What strikes which requests depends on nothing but the order in which these come.</summary>
public sealed class MockFaults
{
    private readonly MockEngine _engine;

    internal MockFaults(MockEngine engine) => _engine = engine;

    /// <summary>The ids of the faults that are set, in the order in which they were.</summary>
    public ImmutableArray<string> Ids => [.. Table.All.Select(f => f.Id)];

    private FaultTable Table => _engine.Namespaces.Default.State.Faults;

    /// <summary>Sets a fault.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">The contract has no such operation.</exception>
    /// <example><code>mock.Faults.Add(Fault.Status("logout", 503).Times(1));</code></example>
    public string Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var known = _engine.Mounts.SelectMany(m => m.Contract.Operations).Select(o => o.Id).ToList();
        if (fault.Operation is { } operation && !known.Contains(operation))
        {
            var near = Nearest.To(operation, known);
            throw new ArgumentException(
                $"The contract has no operation \"{operation}\". {(near is null ? $"It has {string.Join(", ", known)}." : $"Did you mean \"{near}\"?")}",
                nameof(fault)
            );
        }

        return Table
            .Add(number => new ActiveFault
            {
                Id = FaultTable.IdOf(number),
                Effect = fault.Effect,
                Operation = fault.Operation,
                Times = fault.Limit,
                Probability = fault.Share,
                Seed = fault.Seed ?? number,
                Span = fault.Span,
                Status = fault.StatusCode,
            })
            .Id;
    }

    /// <summary>How often a fault has struck; null where there is none of that id.</summary>
    public long? HitsOf(string id) => Table.All.FirstOrDefault(f => f.Id == id)?.Hits;

    /// <summary>Removes a fault; false where there is none of that id.</summary>
    public bool Remove(string id) => Table.Remove(id);

    /// <summary>Removes all.</summary>
    public void Clear() => Table.Clear();
}
