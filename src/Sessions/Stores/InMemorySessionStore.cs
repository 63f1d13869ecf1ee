using System.Collections.Immutable;
using System.Numerics;

namespace Conformance.Sessions;

/// <summary>
/// Keeps everything in the process. Looking tokens up takes no session's lock; changes to a user's sessions, or to a session without a
/// user, happen one after another. Sessions with a token that never expires are kept until <see cref="ResetAsync"/>.
/// </summary>
public sealed class InMemorySessionStore : ISessionStore
{
    private const int StripeCount = 64; // one bit each in a mask of the held ones
    private const int EvictedAtLogin = 2; // more than a login adds, so that the ended sessions drain
    private const int EvictedAtOnce = 256; // then others get a turn at the gate

    private readonly TokenTable _table = new();
    private readonly Stripe[] _stripes;
    private readonly TimeSpan _retention;
    private readonly int[] _ordinals = new int[SessionPolicy.MostKinds];
    private long _sessionNumber;

    /// <summary>Creates an empty store.</summary>
    /// <param name="retention">
    /// How long an expired session is remembered, so that an opaque token is told to be expired, and one that may be renewed is; null: a
    /// year. Expired sessions go earlier where more than 1024 sessions are kept in one of the 64 shares that the users are divided into.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The retention is negative, or longer than any lifetime may be.</exception>
    public InMemorySessionStore(TimeSpan? retention = null)
    {
        var kept = retention ?? TimeSpan.FromDays(366);
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, TimeSpan.Zero, nameof(retention));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, TokenKind.LongestLifetime, nameof(retention));
        _retention = kept;
        _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe(_table, kept))];
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TokenRecord>> AddAsync(Session session, ImmutableArray<TokenDraft> tokens, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var records = Number(session, tokens);
        var stripe = StripeOf(session);
        lock (stripe.Gate)
        {
            var evicted = 0;
            stripe.Evict(now, EvictedAtLogin, ref evicted);
            if (!_table.TryAdd(records.AsSpan()))
                return default;
            var stored = new StoredSession(session, Interlocked.Increment(ref _sessionNumber));
            stored.Append(records.AsSpan());
            stripe.Add(stored);
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
    public ValueTask<bool> EndSessionAsync(string sessionId, DateTimeOffset at)
    {
        Evict(at);
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate)
            {
                var session = stripe.Find(sessionId);
                if (session is null)
                    continue;
                stripe.Revoke(session, uint.MaxValue, RevocationCause.EndedByAdministrator, at);
                return new(true);
            }
        }
        return new(false);
    }

    /// <inheritdoc/>
    public ValueTask<int> EndUserAsync(string userId, DateTimeOffset at)
    {
        Evict(at);
        var stripe = StripeOf(userId);
        lock (stripe.Gate)
            return new(stripe.RevokeAll(userId, uint.MaxValue, RevocationCause.EndedByAdministrator, at));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExpireAsync(TokenKey key, DateTimeOffset at)
    {
        var record = Find(key, at);
        if (record is null)
            return new(false);
        lock (StripeOf(record.Session).Gate)
            record.Expire(at);
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExpireAsync(int kind, int ordinal, DateTimeOffset at)
    {
        Evict(at);
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate)
            {
                foreach (var session in stripe.Sessions)
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
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate)
                all.AddRange(stripe.Sessions);
        }
        return new([.. all.OrderByDescending(session => session.Number).Take(limit).Select(session => Snapshot(session, now))]);
    }

    /// <inheritdoc/>
    public ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId, DateTimeOffset now)
    {
        Evict(now);
        foreach (var stripe in _stripes)
        {
            StoredSession? session;
            lock (stripe.Gate)
                session = stripe.Find(sessionId);
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
            foreach (var stripe in _stripes)
                stripe.Clear();
            _table.Clear();
        }
        finally
        {
            Exit(ulong.MaxValue);
        }
        return ValueTask.CompletedTask;
    }

    private int Evict(DateTimeOffset now)
    {
        var evicted = 0;
        foreach (var stripe in _stripes)
        {
            var seen = EvictedAtOnce;
            while (seen == EvictedAtOnce)
            {
                lock (stripe.Gate)
                    seen = stripe.Evict(now, EvictedAtOnce, ref evicted);
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
        return record?.Home?.IsForgotten(now, _retention) == true ? null : record;
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
            added = Number(into, change.Added);
            if (!_table.TryAdd(added.AsSpan()))
                return default;
            var stripe = StripeOf(into);
            stripe.Append(stripe.Find(into.Id)!, added.AsSpan(), change.At);
        }
        foreach (var record in change.Revoke)
            StripeOf(record.Session).Revoke(record, change.Cause, change.At);
        foreach (var sweep in change.Sweeps)
            Apply(sweep, change);
        return added;
    }

    private void Apply(Sweep sweep, Change change)
    {
        var stripe = StripeOf(sweep.Session);
        stripe.Revoke(stripe.Find(sweep.Session.Id)!, sweep.Kinds | sweep.KindsOfUser, change.Cause, change.At);
        if (sweep.KindsOfUser != 0 && sweep.Session.User is { } user)
            stripe.RevokeAll(user.Id, sweep.KindsOfUser, change.Cause, change.At);
    }

    private ImmutableArray<TokenRecord> Number(Session session, ImmutableArray<TokenDraft> drafts) =>
        ImmutableArray.CreateRange(
            drafts,
            static (draft, to) => new TokenRecord(to.session, draft, Interlocked.Increment(ref to._ordinals[draft.Kind])),
            (session, _ordinals)
        );

    private SessionSnapshot Snapshot(StoredSession stored, DateTimeOffset now)
    {
        lock (StripeOf(stored.Session).Gate)
        {
            var (id, user, created) = stored.Session;
            var tokens = ImmutableArray.CreateBuilder<TokenSnapshot>(stored.Tokens.Length);
            foreach (var token in stored.Tokens)
                tokens.Add(token.ToSnapshot(now));
            return new SessionSnapshot(id, user, created, tokens.MoveToImmutable());
        }
    }

    private Stripe StripeOf(Session session) => StripeOf(session.User?.Id ?? session.Id);

    private Stripe StripeOf(string owner) => _stripes[IndexOf(owner)];

    private static int IndexOf(string owner) => (int)((uint)owner.GetHashCode(StringComparison.Ordinal) % StripeCount);

    private ulong Enter(ReadOnlySpan<TokenRecord?> found)
    {
        var stripes = 0UL;
        foreach (var record in found)
        {
            if (record is not null)
                stripes |= 1UL << IndexOf(record.Session.User?.Id ?? record.Session.Id);
        }
        Enter(stripes);
        return stripes;
    }

    // From the lowest bit up, always, so that two calls which need the same gates never wait for each other.
    private void Enter(ulong stripes)
    {
        for (; stripes != 0; stripes &= stripes - 1)
            _stripes[BitOperations.TrailingZeroCount(stripes)].Gate.Enter();
    }

    private void Exit(ulong stripes)
    {
        for (; stripes != 0; stripes &= stripes - 1)
            _stripes[BitOperations.TrailingZeroCount(stripes)].Gate.Exit();
    }
}
