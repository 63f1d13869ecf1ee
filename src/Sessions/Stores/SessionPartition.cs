using System.Collections.Immutable;

namespace Conformance.Sessions.Stores;

/// <summary>
/// A part of the sessions: all of a user's are in one, so that its gate orders everything that touches the user. Every member needs the
/// gate to be held.
/// </summary>
internal sealed class SessionPartition(TokenTable table, TimeSpan retention)
{
    private const int Many = 1024;

    private readonly CompactTable<StoredSession, SessionId, Keys> _sessions = new();
    private readonly Dictionary<string, StoredSession> _newestByUser = new(StringComparer.Ordinal);
    private readonly PriorityQueue<StoredSession, long> _byEnd = new(); // a refresh may have put the end off; seen when it comes

    public Lock Gate { get; } = new();

    public int Count => _sessions.Count;

    public IEnumerable<StoredSession> Sessions => _sessions.Items;

    public StoredSession? Find(SessionId id) => _sessions.Find(id);

    public void Add(StoredSession session)
    {
        if (!_sessions.TryAdd(session))
            throw new ArgumentException($"There is a session with the id {session.Session.Id} already.", nameof(session));
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
        UnlinkIfOver(_sessions.Find(token.Session.Key)!);
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
    public int RevokeAll(string userId, uint kinds, RevocationCause cause, DateTimeOffset at, SessionId? but = null)
    {
        var count = 0;
        var next = _newestByUser.GetValueOrDefault(userId);
        while (next is { } session)
        {
            next = session.Older;
            if (session.Session.Key == but)
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
            seen < most
                && _byEnd.TryPeek(out var session, out var end)
                && now.UtcTicks - end >= (_byEnd.Count > Many ? 0 : retention.Ticks);
            seen++
        )
        {
            _byEnd.Dequeue();
            if (session.Session.End.UtcTicks > end)
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
        _newestByUser.Clear();
        _newestByUser.TrimExcess();
        _byEnd.Clear();
        _byEnd.TrimExcess();
    }

    private void ScheduleEnd(StoredSession session)
    {
        var end = session.Session.End;
        if (end != DateTimeOffset.MaxValue)
            _byEnd.Enqueue(session, end.UtcTicks);
    }

    private void Remove(StoredSession session)
    {
        foreach (var token in session.Tokens)
            table.Remove(token.Key);
        _sessions.Remove(session.Session.Key);
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

    private readonly struct Keys : IKeysOf<StoredSession, SessionId>
    {
        public static SessionId KeyOf(StoredSession item) => item.Session.Key;

        public static uint HashOf(SessionId key) => unchecked((uint)key.GetHashCode() * 0x9E3779B9); // spreads what a hash code may hold in its low bits
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
