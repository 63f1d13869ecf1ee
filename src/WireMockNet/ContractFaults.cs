using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.State;

namespace Conformance.WireMockNet;

/// <summary>The faults of a contract on a WireMock.Net server, until a reset. What strikes which requests depends on nothing but the order in which these come.</summary>
public sealed class ContractFaults
{
    private readonly MockEngine _engine;

    internal ContractFaults(MockEngine engine) => _engine = engine;

    private FaultTable Table => _engine.Namespaces.Default.State.Faults;

    /// <summary>The ids of the faults that are set, in the order in which they were.</summary>
    public ImmutableArray<string> Ids => [.. Table.All.Select(f => f.Id)];

    /// <summary>Lets requests wait.</summary>
    /// <param name="by">How long.</param>
    /// <param name="operation">The operationId of the operation that it strikes; null for all.</param>
    /// <param name="times">How often it strikes; null without bound.</param>
    /// <returns>The fault's id.</returns>
    /// <exception cref="ArgumentException">The contract has no such operation, or a number is out of its range.</exception>
    public string AddLatency(TimeSpan by, string? operation = null, int? times = null) =>
        Add(FaultEffect.Latency, operation, times, span: Positive(by, nameof(by)));

    /// <summary>Answers with a status, as documented where it is, and changes no session.</summary>
    /// <inheritdoc cref="AddLatency"/>
    public string AddStatus(int status, string? operation = null, int? times = null) =>
        Add(FaultEffect.Status, operation, times, status: StatusIn(status, 200, nameof(status)));

    /// <summary>Breaks the connection.</summary>
    /// <inheritdoc cref="AddLatency"/>
    public string AddReset(string? operation = null, int? times = null) => Add(FaultEffect.Reset, operation, times);

    /// <summary>Lets protected operations accept tokens that were revoked less than a while ago, as a replica would that lags behind.</summary>
    /// <inheritdoc cref="AddLatency"/>
    public string AddStaleReplica(TimeSpan lag, string? operation = null, int? times = null) =>
        Add(FaultEffect.StaleReplica, operation, times, span: Positive(lag, nameof(lag)));

    /// <summary>Answers refreshes with a status.</summary>
    /// <inheritdoc cref="AddLatency"/>
    public string AddRefreshFailure(int status = 503, int? times = 1) =>
        Add(FaultEffect.RefreshFailure, null, times, status: StatusIn(status, 400, nameof(status)));

    /// <summary>How often a fault has struck; null where there is none of that id.</summary>
    public long? HitsOf(string id) => Table.All.FirstOrDefault(f => f.Id == id)?.Hits;

    /// <summary>Removes a fault; false where there is none of that id.</summary>
    public bool Remove(string id) => Table.Remove(id);

    /// <summary>Removes all.</summary>
    public void Clear() => Table.Clear();

    private string Add(FaultEffect effect, string? operation, int? times, TimeSpan span = default, int status = 0)
    {
        if (times is < 1)
            throw new ArgumentOutOfRangeException(nameof(times), times, "A fault strikes once at least; leave it out for no bound.");
        var known = _engine.Mounts.SelectMany(m => m.Contract.Operations).Select(o => o.Id).ToList();
        if (operation is not null && !known.Contains(operation))
        {
            var near = Nearest.To(operation, known);
            throw new ArgumentException(
                $"The contract has no operation \"{operation}\". {(near is null ? $"It has {string.Join(", ", known)}." : $"Did you mean \"{near}\"?")}",
                nameof(operation)
            );
        }

        return Table
            .Add(number => new Fault
            {
                Id = FaultTable.IdOf(number),
                Effect = effect,
                Operation = operation,
                Times = times,
                Seed = number,
                Span = span,
                Status = status,
            })
            .Id;
    }

    private static TimeSpan Positive(TimeSpan span, string name) =>
        span > TimeSpan.Zero ? span : throw new ArgumentOutOfRangeException(name, span, "Expected a time greater than zero.");

    private static int StatusIn(int status, int first, string name) =>
        status >= first && status <= 599
            ? status
            : throw new ArgumentOutOfRangeException(name, status, $"Expected a status from {first} to 599.");
}
