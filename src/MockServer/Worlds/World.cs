using Conformance.MockServer.Faults;
using Conformance.MockServer.Hosting;
using Conformance.MockServer.Journals;
using Conformance.MockServer.Users;
using Conformance.Sessions;

namespace Conformance.MockServer.Worlds;

/// <summary>
/// All of a namespace that changes while the mock runs. It is never emptied: a reset takes another one in its place, and requests that are under
/// way end in the world in which they began.
/// </summary>
internal sealed class World
{
    private readonly WorldPlan _plan;
    private readonly SessionWorld?[] _sessions;

    public World(WorldPlan plan, Entropy entropy)
    {
        (_plan, Entropy, _sessions) = (plan, entropy, new SessionWorld?[plan.Mounts.Length]);
        Clock = new MockClock(plan.Time, plan.FrozenAt);
        Accounts = new AccountDirectory(plan.Accounts);
        Journal = new Journal(plan.JournalSize);
    }

    public MockClock Clock { get; }

    public Entropy Entropy { get; }

    public AccountDirectory Accounts { get; }

    public FaultTable Faults { get; } = new();

    public Journal Journal { get; }

    /// <summary>The sessions of a contract, begun when they are first asked for; null where the contract says nothing about tokens.</summary>
    public SessionWorld? SessionsOf(MountedContract mount) =>
        mount.Contract.Session is null ? null : Volatile.Read(ref _sessions[mount.Index]) ?? Begin(mount);

    /// <summary>The sessions of a contract; null also where nobody has asked for them yet, so that there are none.</summary>
    public SessionWorld? BegunSessionsOf(MountedContract mount) => Volatile.Read(ref _sessions[mount.Index]);

    /// <summary>Forgets the sessions that expired long enough ago.</summary>
    public async ValueTask EvictAsync()
    {
        for (var i = 0; i < _sessions.Length; i++)
        {
            if (Volatile.Read(ref _sessions[i]) is { } begun)
                await begun.EvictAsync();
        }
    }

    private SessionWorld Begin(MountedContract mount)
    {
        var sessions = new SessionWorld(mount.Contract.Session!.Policy, _plan.Keys, Clock, Entropy);
        return Interlocked.CompareExchange(ref _sessions[mount.Index], sessions, null) ?? sessions;
    }
}
