using System.Collections.Immutable;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.State;

/// <summary>
/// What several mocks, replicas behind a load balancer, share so that they are one: keys, namespaces with their users, clocks and faults, and sessions.
/// What has completed at one is seen by whatever starts afterwards at any. The journal is each replica's own.
/// </summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> where the store does not answer.</remarks>
public interface ISharedState
{
    /// <summary>Where it is, without a password.</summary>
    string Name { get; }

    /// <summary>The keys that all replicas sign with.</summary>
    KeyRing Keys { get; }

    /// <summary>The version of a namespace, which every change of it changes; null where there is no such namespace.</summary>
    ValueTask<long?> VersionOfAsync(string @namespace);

    /// <summary>A namespace as it stands; null where there is none of that name.</summary>
    ValueTask<SharedNamespace?> ReadAsync(string @namespace);

    /// <summary>Adds a namespace unless it is there already or there are as many as there may be.</summary>
    /// <returns>Whether it is there now.</returns>
    ValueTask<bool> AddAsync(string @namespace, SharedNamespace start, int limit);

    /// <summary>Puts what was changed in the place of the version that it was made of.</summary>
    /// <returns>Whether that version still stood; else nothing was done.</returns>
    ValueTask<bool> TryReplaceAsync(string @namespace, long version, SharedNamespace changed);

    /// <summary>Removes a namespace. Its sessions are out of reach from then on.</summary>
    /// <returns>Whether it was there.</returns>
    ValueTask<bool> RemoveAsync(string @namespace);

    /// <summary>The names of all namespaces.</summary>
    ValueTask<ImmutableArray<string>> ListAsync();

    /// <summary>The sessions of a contract in one generation of a namespace.</summary>
    ISessionStore SessionsOf(string generation, string contract, SessionPolicy policy);

    /// <summary>Counts on by one, over all replicas.</summary>
    /// <returns>The new count; the first one is 1.</returns>
    ValueTask<long> CountAsync(string generation, string counter);

    /// <summary>How far it was counted; 0 where it was not.</summary>
    ValueTask<long> CountOfAsync(string generation, string counter);

    /// <summary>Frees what a generation that is over took in the store, in steps that let others in between.</summary>
    ValueTask FreeAsync(string generation, IEnumerable<KeyValuePair<string, SessionPolicy>> contracts);

    /// <summary>Goes on with what a replica that was ended in the middle of it had still to free.</summary>
    ValueTask FreeRestAsync();
}

/// <summary>A namespace as replicas share it.</summary>
/// <param name="Version">Tells one state from any other one; whoever writes makes up a new one.</param>
/// <param name="Generation">What its sessions are kept under; a reset begins a new one.</param>
/// <param name="FrozenAt">Where its clock stands still; null where that runs.</param>
/// <param name="Offset">By how much its clock is ahead of those of the machines while it runs.</param>
/// <param name="Accounts">Who can log in.</param>
/// <param name="Faults">The faults that are set, in the order in which they were.</param>
/// <param name="LastFault">The number of the last fault that was set.</param>
public sealed record SharedNamespace(
    long Version,
    string Generation,
    DateTimeOffset? FrozenAt,
    TimeSpan Offset,
    ImmutableArray<Account> Accounts,
    ImmutableArray<SharedFault> Faults,
    int LastFault
);

/// <summary>A fault as replicas share it: what the control API takes, and the id that it was given.</summary>
public sealed record SharedFault(
    string Id,
    string Effect,
    string? Contract,
    string? Operation,
    int? Times,
    double Probability,
    long Seed,
    TimeSpan Span,
    int Status
);
