using System.Collections.Immutable;

namespace Conformance.Sessions.Stores;

/// <summary>
/// A part of the sessions: all of a user's are in one, so that its gate orders everything that touches the user. Every member needs the
/// gate to be held.
/// </summary>
internal sealed class SessionPartition(TokenTable table, TimeSpan retention)
{
    private const int Many = 1024;

    private readonly Dictionary<string, StoredSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredSession> _newestByUser = new(StringComparer.Ordinal);
    private readonly PriorityQueue<StoredSession, DateTimeOffset> _byEnd = new(); // a refresh may have put the end off; seen when it comes

    public Lock Gate { get; } = new();

    public IReadOnlyCollection<StoredSession> Sessions => _sessions.Values;

    public StoredSession? Find(string sessionId) => _sessions.GetValueOrDefault(sessionId);

    public void Add(StoredSession session)
    {
        _sessions.Add(session.Session.Id, session);
        if (session.Session.User is { } user)
        {
            if (_newestByUser.TryGetValue(user.Id, out var older))
                (session.Older, older.Newer) = (older, session);
            _newestByUser[user.Id] = session;
        }

        ScheduleEnd(session);
    }

    public void Append(StoredSession session, ReadOnlySpan<TokenRecord> tokens, DateTimeOffset now)
    {
        if (session.IsLong)
            session.DropExpired(now - retention, token => table.Remove(token.Key));
        session.Append(tokens);
    }

    /// <summary>Revokes a token of a session in this partition.</summary>
    public void Revoke(TokenRecord token, RevocationCause cause, DateTimeOffset at)
    {
        token.Revoke(cause, at);
        UnlinkIfOver(_sessions[token.Session.Id]);
    }

    /// <summary>Revokes the tokens of some kinds in a session.</summary>
    public void Revoke(StoredSession session, uint kinds, RevocationCause cause, DateTimeOffset at)
    {
        session.Revoke(kinds, cause, at);
        UnlinkIfOver(session);
    }

    /// <summary>The sessions of a user that are not over, the newest first.</summary>
    public ImmutableArray<StoredSession> SessionsOf(string userId)
    {
        var found = ImmutableArray.CreateBuilder<StoredSession>();
        for (var next = _newestByUser.GetValueOrDefault(userId); next is { } session; next = session.Older)
            found.Add(session);
        return found.DrainToImmutable();
    }

    /// <summary>Revokes the tokens of some kinds in all of a user's sessions that are not over.</summary>
    /// <param name="but">The id of a session that is left alone; null for none.</param>
    /// <returns>How many sessions that were.</returns>
    public int RevokeAll(string userId, uint kinds, RevocationCause cause, DateTimeOffset at, string? but = null)
    {
        var count = 0;
        var next = _newestByUser.GetValueOrDefault(userId);
        while (next is { } session)
        {
            next = session.Older;
            if (session.Session.Id == but)
                continue;
            Revoke(session, kinds, cause, at);
            count++;
        }

        return count;
    }

    /// <summary>Removes up to so many sessions that ended long enough ago, or at all where there are many.</summary>
    /// <returns>How many it looked at; fewer than <paramref name="most"/> when none is left.</returns>
    public int Evict(DateTimeOffset now, int most, ref int evicted)
    {
        var seen = 0;
        for (
            ;
            seen < most && _byEnd.TryPeek(out var session, out var end) && now - end >= (_byEnd.Count > Many ? TimeSpan.Zero : retention);
            seen++
        )
        {
            _byEnd.Dequeue();
            if (session.End > end)
            {
                ScheduleEnd(session);
                continue;
            }

            Remove(session);
            evicted++;
        }

        if (seen > 0)
            _byEnd.ShrinkIfSparse();
        return seen;
    }

    public void Clear()
    {
        _sessions.Clear();
        _sessions.TrimExcess();
        _newestByUser.Clear();
        _newestByUser.TrimExcess();
        _byEnd.Clear();
        _byEnd.TrimExcess();
    }

    private void ScheduleEnd(StoredSession session)
    {
        var end = session.End;
        if (end != DateTimeOffset.MaxValue)
            _byEnd.Enqueue(session, end);
    }

    private void Remove(StoredSession session)
    {
        foreach (var token in session.Tokens)
            table.Remove(token.Key);
        _sessions.Remove(session.Session.Id);
        _sessions.ShrinkIfSparse();
        Unlink(session);
    }

    // So a logout of a user passes over the sessions that earlier ones ended, however many they are.
    private void UnlinkIfOver(StoredSession session)
    {
        if (session.IsOver)
            Unlink(session);
    }

    private void Unlink(StoredSession session)
    {
        if (session.Session.User is not { } user)
            return;
        if (session.Older is { } older)
            older.Newer = session.Newer;
        if (session.Newer is { } newer)
            newer.Older = session.Older;
        else if (!ReferenceEquals(_newestByUser.GetValueOrDefault(user.Id), session))
            return; // it was unlinked before
        else if (session.Older is { } newest)
            _newestByUser[user.Id] = newest;
        else
            _newestByUser.Remove(user.Id);
        (session.Older, session.Newer) = (null, null);
        _newestByUser.ShrinkIfSparse();
    }
}

/// <summary>A session with its tokens, in memory. Its partition's gate guards it; its end may be read without.</summary>
internal sealed class StoredSession(Session session, long number)
{
    private const int SeldomMore = 8;
    private const int Long = 32;

    private TokenRecord[] _tokens = [];
    private int _count;
    private int _longAt = Long;
    private long _end = session.CreatedAt.UtcTicks;

    public Session Session { get; } = session;

    /// <summary>Counts the sessions from the oldest on.</summary>
    public long Number { get; } = number;

    /// <summary>Its tokens, from the oldest on.</summary>
    public ReadOnlySpan<TokenRecord> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>The same user's sessions before and after it that are not over.</summary>
    public StoredSession? Older { get; set; }

    public StoredSession? Newer { get; set; }

    /// <summary>
    /// When the last of its tokens expires by what their texts say, also of those that were dropped; <see cref="DateTimeOffset.MaxValue"/>: never.
    /// </summary>
    public DateTimeOffset End => new(Volatile.Read(ref _end), TimeSpan.Zero);

    /// <summary>Whether every token was revoked. Then it stays so: only a token that counts can bring the session new ones.</summary>
    public bool IsOver
    {
        get
        {
            for (var i = _count - 1; i >= 0; i--)
            {
                if (!_tokens[i].IsOver)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Whether it has grown so long since it was last looked through that dropping expired tokens is due.</summary>
    public bool IsLong => _count >= _longAt;

    /// <summary>Whether it ended at least so long ago.</summary>
    public bool IsForgotten(DateTimeOffset now, TimeSpan retention) => now - End >= retention;

    public void Append(ReadOnlySpan<TokenRecord> tokens)
    {
        var end = _end;
        foreach (var token in tokens)
        {
            end = Math.Max(end, (token.MintedExpiry ?? DateTimeOffset.MaxValue).UtcTicks);
        }

        Volatile.Write(ref _end, end);
        var needed = _count + tokens.Length;
        if (needed > _tokens.Length)
            Array.Resize(ref _tokens, needed <= SeldomMore ? needed : 2 * needed);
        tokens.CopyTo(_tokens.AsSpan(_count));
        _count = needed;
    }

    /// <summary>
    /// Drops the tokens that expired by this time, telling each: a session that is refreshed for months must not grow without bound.
    /// </summary>
    public void DropExpired(DateTimeOffset by, Action<TokenRecord> drop)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var token = _tokens[i];
            if (token.MintedExpiry <= by)
                drop(token);
            else
                _tokens[kept++] = token;
        }

        Array.Resize(ref _tokens, kept);
        _count = kept;
        _longAt = Math.Max(2 * kept, Long);
    }

    public void Revoke(uint kinds, RevocationCause cause, DateTimeOffset at)
    {
        foreach (var token in Tokens)
        {
            if ((kinds & (1u << token.Kind)) != 0)
                token.Revoke(cause, at);
        }
    }
}

/// <summary>Gives back the memory of collections that have emptied, seldom enough to cost nothing on average.</summary>
internal static class Shrinking
{
    private const int NotWorthIt = 64;

    public static void ShrinkIfSparse<TKey, TValue>(this Dictionary<TKey, TValue> items)
        where TKey : notnull
    {
        if (items.Capacity > NotWorthIt && items.Count < items.Capacity / 4)
            items.TrimExcess(2 * items.Count);
    }

    public static void ShrinkIfSparse<TElement, TPriority>(this PriorityQueue<TElement, TPriority> items)
    {
        if (items.Capacity <= NotWorthIt || items.Count >= items.Capacity / 4)
            return;
        items.TrimExcess();
        items.EnsureCapacity(2 * items.Count);
    }
}
