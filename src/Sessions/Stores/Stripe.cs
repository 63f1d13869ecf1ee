namespace Conformance.Sessions;

/// <summary>
/// A share of the sessions: all of a user's are in one, so that its gate orders everything that touches the user. Every member needs the
/// gate to be held.
/// </summary>
internal sealed class Stripe(TokenTable table, TimeSpan retention)
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

    /// <summary>Revokes a token of a session in this stripe.</summary>
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

    /// <summary>Revokes the tokens of some kinds in all of a user's sessions that are not over.</summary>
    /// <returns>How many sessions that were.</returns>
    public int RevokeAll(string userId, uint kinds, RevocationCause cause, DateTimeOffset at)
    {
        var count = 0;
        var next = _newestByUser.GetValueOrDefault(userId);
        while (next is { } session)
        {
            next = session.Older;
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
