namespace Conformance.Sessions;

/// <summary>A session with its tokens, in memory. Its stripe's gate guards it.</summary>
internal sealed class StoredSession(Session session, long number)
{
    private const int SeldomMore = 8;
    private const int Long = 32;

    private TokenRecord[] _tokens = [];
    private int _count;
    private int _longAt = Long;

    public Session Session { get; } = session;

    /// <summary>Counts the sessions from the oldest on.</summary>
    public long Number { get; } = number;

    /// <summary>Its tokens, from the oldest on.</summary>
    public ReadOnlySpan<TokenRecord> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>The same user's sessions before and after it that are not over.</summary>
    public StoredSession? Older { get; set; }

    public StoredSession? Newer { get; set; }

    /// <summary>When its last token expires by what its text says; <see cref="DateTimeOffset.MaxValue"/>: never.</summary>
    public DateTimeOffset End
    {
        get
        {
            var end = Session.CreatedAt;
            foreach (var token in Tokens)
            {
                var expiry = token.MintedExpiry ?? DateTimeOffset.MaxValue;
                if (expiry > end)
                    end = expiry;
            }
            return end;
        }
    }

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

    public void Append(ReadOnlySpan<TokenRecord> tokens)
    {
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
