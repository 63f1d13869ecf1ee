using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.Testing;
using WireMock.Server;

namespace Conformance.WireMockNet;

/// <summary>A contract that answers on a WireMock.Net server, with sessions of its own. It holds nothing that would have to be disposed of.</summary>
public sealed class ContractMapping
{
    private readonly WireMockServer _server;
    private readonly MockEngine _engine;

    internal ContractMapping(WireMockServer server, MockEngine engine, Guid id)
    {
        (_server, _engine, Id) = (server, engine, id);
        Faults = new MockFaults(engine);
    }

    /// <summary>The id of the mapping on the server.</summary>
    public Guid Id { get; }

    /// <summary>The contract. Its operations lie at their documented paths, and below <c>/NAME</c> too.</summary>
    public Contract Contract => _engine.Mounts[0].Contract;

    /// <summary>The clock that tokens live by; until a reset.</summary>
    public MockClock Clock => _engine.Clock;

    /// <summary>The sessions; until a reset.</summary>
    /// <exception cref="InvalidOperationException">The contract says nothing about tokens: it has no <c>x-session</c>.</exception>
    public SessionWorld Sessions => ServedContract.SessionsOf(_engine);

    /// <summary>What goes wrong on purpose.</summary>
    public MockFaults Faults { get; }

    /// <summary>The last requests that the contract answered, the oldest first; never with a token's text.</summary>
    public ImmutableArray<RequestLogEntry> Requests => ContractMock.RequestsOf(_engine);

    /// <summary>Begins anew: no sessions, faults and requests, the users and the clock of the start. Requests under way end in the old state.</summary>
    public void Reset() => _engine.Namespaces.Default.Reset();

    /// <summary>Takes the contract off the server; false where it was not there any more.</summary>
    public bool Remove() => _server.DeleteMapping(Id);
}
