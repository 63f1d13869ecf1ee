using System.Collections.Immutable;
using System.Numerics;
using Conformance.Sessions.Stores;

namespace Conformance.Sessions;

/// <summary>
/// Keeps everything in the process. Looking tokens up takes no session's lock; changes to a user's sessions, or to a session without a
/// user, happen one after another. Sessions with a token that never expires are kept until <see cref="ResetAsync"/>.
/// </summary>
public sealed class InMemorySessionStore : ISessionStore
{
    private const int PartitionCount = 64; // one bit each in a mask of the held ones
    private const int EvictedAtLogin = 2; // more than a login adds, so that the ended sessions drain
    private const int EvictedAtOnce = 256; // then others get a turn at the gate

    private readonly TokenTable _table = new();
    private readonly SessionPartition[] _partitions;
    private readonly TimeSpan _retention;
    private readonly int[] _ordinals = new int[SessionPolicy.MostKinds];
    private long _sessionNumber;

    /// <summary>Creates an empty store.</summary>
    /// <param name="retention">
    /// How long an expired session is remembered, so that an opaque token is told to be expired, and one that may be renewed is; null: a
    /// year. Expired sessions go earlier where more than 1024 sessions are kept in one of the 64 partitions that the users are divided into.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The retention is negative, or longer than any lifetime may be.</exception>
    public InMemorySessionStore(TimeSpan? retention = null)
    {
        var kept = retention ?? TimeSpan.FromDays(366);
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, TimeSpan.Zero, nameof(retention));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, TokenKind.LongestLifetime, nameof(retention));
        _retention = kept;
        _partitions = [.. Enumerable.Range(0, PartitionCount).Select(_ => new SessionPartition(_table, kept))];
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TokenRecord>> AddAsync(Session session, ImmutableArray<TokenDraft> tokens, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var stored = new StoredSession(session, Interlocked.Increment(ref _sessionNumber));
        var records = Number(session, tokens);
        var partition = PartitionOf(session);
        lock (partition.Gate)
        {
            var evicted = 0;
            partition.Evict(now, EvictedAtLogin, ref evicted);
            stored.Append(records.AsSpan());
            if (!_table.TryAdd(records.AsSpan()))
                return default;
            partition.Add(stored);
        }

        return new(records);
    }

    /// <inheritdoc/>
    public ValueTask FindAsync(ReadOnlyMemory<TokenKey> keys, Memory<TokenRecord?> found, DateTimeOffset now)
    {
        Find(keys.Span, found.Span, now);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TokenRecord>> ChangeAsync(
        ReadOnlyMemory<TokenKey> keys,
        Memory<TokenRecord?> found,
        DateTimeOffset now,
        Func<Change> decide
    )
    {
        ArgumentNullException.ThrowIfNull(decide);
        while (true)
        {
            Find(keys.Span, found.Span, now);
            var held = Enter(found.Span);
            try
            {
                if (IsStillTrue(keys.Span, found.Span))
                    return new(Apply(decide()));
            }
            finally
            {
                Exit(held);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UseAsync(TokenRecord token, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(token);
        token.Use(at);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> EndSessionAsync(string sessionId, DateTimeOffset at)
    {
        Evict(at);
        var id = SessionId.Of(sessionId);
        foreach (var partition in _partitions)
        {
            lock (partition.Gate)
            {
                var session = partition.Find(id);
                if (session is null)
                    continue;
                partition.Revoke(session, uint.MaxValue, RevocationCause.EndedByAdministrator, at);
                return new(true);
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<int> EndUserAsync(string userId, DateTimeOffset at)
    {
        Evict(at);
        var partition = PartitionOf(userId);
        lock (partition.Gate)
            return new(partition.RevokeAll(userId, uint.MaxValue, RevocationCause.EndedByAdministrator, at));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExpireAsync(TokenKey key, DateTimeOffset at)
    {
        var record = Find(key, at);
        if (record is null)
            return new(false);
        lock (PartitionOf(record.Session).Gate)
            record.Expire(at);
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExpireAsync(int kind, int ordinal, DateTimeOffset at)
    {
        Evict(at);
        foreach (var partition in _partitions)
        {
            lock (partition.Gate)
            {
                foreach (var session in partition.Sessions)
                {
                    foreach (var record in session.Tokens)
                    {
                        if (record.Kind != kind || record.Ordinal != ordinal)
                            continue;
                        record.Expire(at);
                        return new(true);
                    }
                }
            }
        }

        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<SessionSnapshot>> ListAsync(int limit, DateTimeOffset now)
    {
        Evict(now);
        var all = new List<StoredSession>();
        foreach (var partition in _partitions)
        {
            lock (partition.Gate)
                all.AddRange(partition.Sessions);
        }

        return new([.. all.OrderByDescending(session => session.Number).Take(limit).Select(session => Snapshot(session, now))]);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<SessionSnapshot>> ListOfUserAsync(string userId, DateTimeOffset now)
    {
        Evict(now);
        var partition = PartitionOf(userId);
        ImmutableArray<StoredSession> sessions;
        lock (partition.Gate)
            sessions = partition.SessionsOf(userId);
        return new(ImmutableArray.CreateRange(sessions, session => Snapshot(session, now)));
    }

    /// <inheritdoc/>
    public ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId, DateTimeOffset now)
    {
        Evict(now);
        var id = SessionId.Of(sessionId);
        foreach (var partition in _partitions)
        {
            StoredSession? session;
            lock (partition.Gate)
                session = partition.Find(id);
            if (session is not null)
                return new(Snapshot(session, now));
        }

        return new((SessionSnapshot?)null);
    }

    /// <inheritdoc/>
    public ValueTask<int> EvictAsync(DateTimeOffset now) => new(Evict(now));

    /// <inheritdoc/>
    public ValueTask ResetAsync()
    {
        Enter(ulong.MaxValue);
        try
        {
            foreach (var partition in _partitions)
                partition.Clear();
            _table.Clear();
        }
        finally
        {
            Exit(ulong.MaxValue);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>How many sessions there are, about: no gate is held.</summary>
    internal long CountKept()
    {
        var count = 0L;
        foreach (var partition in _partitions)
            count += partition.Count;
        return count;
    }

    private int Evict(DateTimeOffset now)
    {
        var evicted = 0;
        foreach (var partition in _partitions)
        {
            var seen = EvictedAtOnce;
            while (seen == EvictedAtOnce)
            {
                lock (partition.Gate)
                    seen = partition.Evict(now, EvictedAtOnce, ref evicted);
            }
        }

        return evicted;
    }

    private void Find(ReadOnlySpan<TokenKey> keys, Span<TokenRecord?> found, DateTimeOffset now)
    {
        for (var i = 0; i < keys.Length; i++)
            found[i] = keys[i] == default ? null : Find(keys[i], now);
    }

    private TokenRecord? Find(TokenKey key, DateTimeOffset now)
    {
        var record = _table.Find(key);
        return record is not null && now - record.Session.End >= _retention ? null : record;
    }

    // What is changed and removed under the gates was found before they were held.
    private bool IsStillTrue(ReadOnlySpan<TokenKey> keys, ReadOnlySpan<TokenRecord?> found)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (found[i] is { } record && !ReferenceEquals(_table.Find(keys[i]), record))
                return false;
        }

        return true;
    }

    // Needs the gates of the found tokens' sessions, which are thus there.
    private ImmutableArray<TokenRecord> Apply(Change change)
    {
        var added = ImmutableArray<TokenRecord>.Empty;
        if (change.Into is { } into)
        {
            var partition = PartitionOf(into);
            var stored = partition.Find(into.Key)!;
            added = Number(into, change.Added);
            if (!_table.TryAdd(added.AsSpan()))
                return default;
            partition.Append(stored, added.AsSpan(), change.At);
        }

        foreach (var record in change.Revoke)
            PartitionOf(record.Session).Revoke(record, change.Cause, change.At);
        foreach (var sweep in change.Sweeps)
            Apply(sweep, change);
        return added;
    }

    private void Apply(Sweep sweep, Change change)
    {
        var partition = PartitionOf(sweep.Session);
        partition.Revoke(partition.Find(sweep.Session.Key)!, sweep.Kinds | sweep.KindsOfUser, change.Cause, change.At);
        if (sweep.KindsOfUser != 0 && sweep.Session.User is { } user)
            partition.RevokeAll(user.Id, sweep.KindsOfUser, change.Cause, change.At);
        if (sweep.KindsOfOthers != 0 && sweep.Session.User is { } owner)
            partition.RevokeAll(owner.Id, sweep.KindsOfOthers, change.Cause, change.At, but: sweep.Session.Key);
        if (
            sweep.KindsOfNamed != 0
            && sweep.Named is { } id
            && partition.Find(SessionId.Of(id)) is { } named
            && IsOfSameUser(named.Session, sweep.Session)
        )
            partition.Revoke(named, sweep.KindsOfNamed, change.Cause, change.At);
    }

    private static bool IsOfSameUser(Session one, Session other) =>
        one.Key == other.Key || (one.User is { } user && user.Id == other.User?.Id);

    private ImmutableArray<TokenRecord> Number(Session session, ImmutableArray<TokenDraft> drafts) =>
        ImmutableArray.CreateRange(
            drafts,
            static (draft, to) => new TokenRecord(to.session, draft, Interlocked.Increment(ref to._ordinals[draft.Kind])),
            (session, _ordinals)
        );

    private SessionSnapshot Snapshot(StoredSession stored, DateTimeOffset now)
    {
        lock (PartitionOf(stored.Session).Gate)
        {
            var session = stored.Session;
            var tokens = ImmutableArray.CreateBuilder<TokenSnapshot>(stored.Tokens.Length);
            foreach (var token in stored.Tokens)
                tokens.Add(token.ToSnapshot(now));
            return new SessionSnapshot(session.Id, session.User, session.CreatedAt, tokens.MoveToImmutable());
        }
    }

    private SessionPartition PartitionOf(Session session) => PartitionOf(session.User?.Id ?? session.Id);

    private SessionPartition PartitionOf(string owner) => _partitions[IndexOf(owner)];

    private static int IndexOf(string owner) => (int)((uint)owner.GetHashCode(StringComparison.Ordinal) % PartitionCount);

    private ulong Enter(ReadOnlySpan<TokenRecord?> found)
    {
        var partitions = 0UL;
        foreach (var record in found)
        {
            if (record is not null)
                partitions |= 1UL << IndexOf(record.Session.User?.Id ?? record.Session.Id);
        }

        Enter(partitions);
        return partitions;
    }

    // From the lowest bit up, always, so that two calls which need the same gates never wait for each other.
    private void Enter(ulong partitions)
    {
        for (; partitions != 0; partitions &= partitions - 1)
            _partitions[BitOperations.TrailingZeroCount(partitions)].Gate.Enter();
    }

    private void Exit(ulong partitions)
    {
        for (; partitions != 0; partitions &= partitions - 1)
            _partitions[BitOperations.TrailingZeroCount(partitions)].Gate.Exit();
    }
}
