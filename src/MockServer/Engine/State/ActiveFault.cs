using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Routing;

namespace Conformance.MockServer.Engine.State;

/// <summary>A fault that is set. Which requests it strikes depends on nothing but the order in which they come.</summary>
internal sealed class ActiveFault
{
    private long _seen;
    private long _hits;

    public required string Id { get; init; }

    public required FaultEffect Effect { get; init; }

    /// <summary>The contract whose requests it strikes; null for all.</summary>
    public string? Contract { get; init; }

    /// <summary>The id of the operation that it strikes; null for all.</summary>
    public string? Operation { get; init; }

    /// <summary>How often it strikes; null without bound.</summary>
    public int? Times { get; init; }

    /// <summary>The share of the requests that it strikes, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    public required long Seed { get; init; }

    /// <summary>How long it waits, or how long a revoked token is accepted.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>What it answers with.</summary>
    public int Status { get; init; }

    /// <summary>Counts for all replicas; null where there are none.</summary>
    public FaultCounts? Counts { get; init; }

    /// <summary>How often it has struck.</summary>
    public long Hits => Times is { } times ? Math.Min(times, Volatile.Read(ref _hits)) : Volatile.Read(ref _hits);

    /// <summary>Whether it is about a request to this operation at all.</summary>
    public bool IsAbout(MountedContract mount, Operation operation) =>
        (Contract is null || Contract == mount.Contract.Name)
        && (Operation is null || Operation == operation.Id)
        && (Effect != FaultEffect.RefreshFailure || operation.Role == Role.Refresh)
        && (Effect != FaultEffect.StaleReplica || operation.Role == Role.Protected);

    /// <summary>Whether it strikes the next request that it is about.</summary>
    public ValueTask<bool> StrikesAsync() => Counts is null ? new(Strikes()) : StrikesAnywhereAsync(Counts);

    /// <summary>Has <see cref="Hits"/> tell what all replicas have counted by now.</summary>
    public async ValueTask<ActiveFault> WithHitsAsync()
    {
        if (Counts is not null)
            Volatile.Write(ref _hits, await Counts.HitsAsync());
        return this;
    }

    private bool Strikes()
    {
        if (Probability < 1 && Draw(Interlocked.Increment(ref _seen)) >= Probability)
            return false;
        return Interlocked.Increment(ref _hits) <= (Times ?? long.MaxValue);
    }

    private async ValueTask<bool> StrikesAnywhereAsync(FaultCounts counts)
    {
        if (Probability < 1 && Draw(await counts.SeeAsync()) >= Probability)
            return false;
        return await counts.HitAsync() <= (Times ?? long.MaxValue);
    }

    // SplitMix64's finishing step over the seed and the number of the request, as a fraction.
    private double Draw(long number)
    {
        var z = unchecked((ulong)Seed + ((ulong)number * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>What a fault does.</summary>
internal enum FaultEffect
{
    /// <summary>Waits before the request goes on.</summary>
    Latency,

    /// <summary>Answers with a status, and changes no session.</summary>
    Status,

    /// <summary>Breaks the connection.</summary>
    Reset,

    /// <summary>Lets protected operations accept tokens that were revoked a moment ago, as a replica would that lags behind.</summary>
    StaleReplica,

    /// <summary>Answers a refresh with a status.</summary>
    RefreshFailure,
}

/// <summary>The faults of a namespace, in the order in which they were set. Safe to use from several threads.</summary>
internal sealed class FaultTable
{
    private readonly Lock _changing = new();
    private ActiveFault[] _faults = [];
    private int _last;

    /// <summary>Begins without faults.</summary>
    public FaultTable() { }

    /// <summary>Begins with faults that were set elsewhere.</summary>
    public FaultTable(ActiveFault[] faults, int last) => (_faults, _last) = (faults, last);

    /// <summary>The number of the last fault that was set.</summary>
    public int Last => Volatile.Read(ref _last);

    /// <summary>The faults that are set.</summary>
    public ImmutableArray<ActiveFault> All => ImmutableCollectionsMarshal.AsImmutableArray(Volatile.Read(ref _faults));

    /// <summary>Sets a fault, which <paramref name="make"/> makes given its number.</summary>
    public ActiveFault Add(Func<int, ActiveFault> make)
    {
        lock (_changing)
        {
            var fault = make(++_last);
            Volatile.Write(ref _faults, [.. _faults, fault]);
            return fault;
        }
    }

    /// <summary>The id of a fault by its number.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"fault-{number}");

    /// <summary>Removes a fault; false where there is none with that id.</summary>
    public bool Remove(string id)
    {
        lock (_changing)
        {
            var before = _faults.Length;
            Volatile.Write(ref _faults, [.. _faults.Where(f => f.Id != id)]);
            return _faults.Length < before;
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        lock (_changing)
            Volatile.Write(ref _faults, []);
    }
}
