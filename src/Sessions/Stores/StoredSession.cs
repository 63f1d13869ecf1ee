namespace Conformance.Sessions;

/// <summary>A session with its tokens, in memory. Its stripe's gate guards it; its end may be read without.</summary>
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
                if (_tokens[i].RevokedBy == RevocationCause.None)
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
            token.Home = this;
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
