using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Routing;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.State;

/// <summary>
/// All of a namespace that changes while the mock runs. It is never emptied: a reset takes another one in its place, and requests that are under
/// way end in the state in which they began.
/// </summary>
internal sealed class NamespaceState
{
    private readonly InitialState _initial;
    private readonly BegunSessions?[] _sessions;
    private ResourceStore? _resources;

    public NamespaceState(InitialState initial, Entropy entropy)
    {
        (_initial, Entropy, _sessions) = (initial, entropy, new BegunSessions?[initial.Contracts]);
        Clock = new MockClock(initial.Time, initial.FrozenAt);
        Accounts = new AccountDirectory(initial.Accounts);
        Faults = new FaultTable();
        Journal = initial.NewJournal();
    }

    /// <summary>A state that replicas share.</summary>
    /// <param name="journal">The journal of this replica.</param>
    public NamespaceState(InitialState initial, Entropy entropy, SharedNamespace shared, Journal journal)
    {
        (_initial, Entropy, _sessions) = (initial, entropy, new BegunSessions?[initial.Contracts]);
        Shared = shared;
        Clock = new MockClock(initial.Time, initial.FrozenAt, (shared.FrozenAt, shared.Offset));
        Accounts = new AccountDirectory(AccountDirectory.ByName(shared.Accounts));
        Faults = SharedForm.FaultsOf(shared, initial.Shared!);
        Journal = journal;
    }

    /// <summary>What replicas share, of which this was made; null where there are none.</summary>
    public SharedNamespace? Shared { get; }

    public MockClock Clock { get; }

    public Entropy Entropy { get; }

    public AccountDirectory Accounts { get; }

    public FaultTable Faults { get; }

    public Journal Journal { get; }

    /// <summary>What clients made; null where nothing was.</summary>
    public ResourceStore? Resources => Volatile.Read(ref _resources);

    /// <summary>The same, begun where nothing was made yet.</summary>
    public ResourceStore BeginResources() =>
        Resources ?? Interlocked.CompareExchange(ref _resources, new ResourceStore(), null) ?? _resources;

    /// <summary>The sessions of a contract, begun when they are first asked for; null where the contract says nothing about tokens.</summary>
    public SessionWorld? SessionsOf(MountedContract mount) =>
        mount.Contract.Session is null ? null
        : Volatile.Read(ref _sessions[mount.Index]) is { } begun && begun.PolicyNumber == mount.PolicyNumber ? begun.World
        : Begin(mount);

    /// <summary>The sessions of a contract; null also where nobody has asked for them yet, so that there are none.</summary>
    public SessionWorld? BegunSessionsOf(MountedContract mount) =>
        Shared is not null ? SessionsOf(mount) // another replica may have begun them
        : Volatile.Read(ref _sessions[mount.Index]) is { } begun && begun.PolicyNumber == mount.PolicyNumber ? begun.World
        : null;

    /// <summary>Lets the sessions of a contract go whose tokens are others from now on; null where there were none.</summary>
    public SessionWorld? LetGo(MountedContract before)
    {
        var begun = Volatile.Read(ref _sessions[before.Index]);
        return begun?.PolicyNumber == before.PolicyNumber && Interlocked.CompareExchange(ref _sessions[before.Index], null, begun) == begun
            ? begun.World
            : null;
    }

    /// <summary>How many sessions this process keeps, about.</summary>
    public long CountSessions()
    {
        var count = 0L;
        for (var i = 0; i < _sessions.Length; i++)
            count += Volatile.Read(ref _sessions[i])?.World.CountKept() ?? 0;
        return count;
    }

    /// <summary>Forgets the sessions that expired long enough ago.</summary>
    public async ValueTask EvictAsync()
    {
        for (var i = 0; i < _sessions.Length; i++)
        {
            if (Volatile.Read(ref _sessions[i]) is { } begun)
                _initial.Memory?.Note(await begun.World.EvictAsync());
        }
    }

    private SessionWorld Begin(MountedContract mount)
    {
        var policy = mount.Contract.Session!.Policy;
        var store = Shared is null ? null : _initial.Shared!.SessionsOf(Shared.Generation, mount.Contract.Name, policy);
        var sessions = new SessionWorld(policy, _initial.Keys, Clock, Entropy, store);
        while (true)
        {
            var known = Volatile.Read(ref _sessions[mount.Index]);
            if (known?.PolicyNumber == mount.PolicyNumber)
                return known.World;

            // A request that began before its contract was replaced ends among sessions that are over already.
            if (known?.PolicyNumber > mount.PolicyNumber)
                return sessions;
            var begun = new BegunSessions(mount.PolicyNumber, sessions);
            if (Interlocked.CompareExchange(ref _sessions[mount.Index], begun, known) == known)
                return sessions;
        }
    }

    /// <param name="PolicyNumber">That of the contract whose tokens they are.</param>
    private sealed record BegunSessions(int PolicyNumber, SessionWorld World);
}

/// <summary>How the state of every namespace begins.</summary>
/// <param name="Contracts">How many contracts there are.</param>
/// <param name="Time">The clock that the namespaces' clocks run with.</param>
/// <param name="FrozenAt">Where they stand still at the start; null lets them run.</param>
/// <param name="Seed">Makes what they draw repeatable; null for random.</param>
/// <param name="JournalSize">How many requests each journal keeps.</param>
/// <param name="JournalMemory">What all journals hold together.</param>
/// <param name="Shared">Where replicas keep what they share; null where there is but this one.</param>
/// <param name="Policies">What the tokens of each contract are at the moment; null where that is not shared.</param>
/// <param name="Memory">Told of sessions that were forgotten; null where the process is not the mock's own.</param>
internal sealed record InitialState(
    int Contracts,
    KeyRing Keys,
    ImmutableDictionary<string, Account> Accounts,
    TimeProvider Time,
    DateTimeOffset? FrozenAt,
    ulong? Seed,
    int JournalSize,
    JournalMemory JournalMemory,
    ISharedState? Shared = null,
    Func<IEnumerable<KeyValuePair<string, SessionPolicy>>>? Policies = null,
    MemoryReturn? Memory = null
)
{
    /// <summary>A journal of a namespace, in which nothing stands.</summary>
    public Journal NewJournal() => new(JournalSize, JournalMemory);

    /// <summary>
    /// What a namespace draws from. Each has a stream of its own, so that under a seed it does not depend on what others do; and the stream outlives the
    /// states of the namespace, so that no token of before a reset comes again.
    /// </summary>
    public Entropy EntropyOf(string @namespace)
    {
        if (Seed is not { } seed)
            return Entropy.System;
        if (@namespace == Namespace.Default)
            return Entropy.FromSeed(seed);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{@namespace}"));
        return Entropy.FromSeed(BinaryPrimitives.ReadUInt64BigEndian(digest));
    }
}
