using System.Runtime.CompilerServices;

namespace Conformance.Sessions.Stores;

/// <summary>A session with its tokens, in memory. Its partition's gate guards it.</summary>
internal sealed class StoredSession(Session session, long number)
{
    private const int SeldomMore = 8;
    private const int Long = 32;

    private FirstTokens _first; // most sessions have no more, and an array of their own would cost as much as a record
    private TokenRecord[]? _all;
    private int _count;
    private int _longAt = Long;

    public Session Session { get; } = session;

    /// <summary>Counts the sessions from the oldest on.</summary>
    public long Number { get; } = number;

    /// <summary>Its tokens, from the oldest on.</summary>
    public ReadOnlySpan<TokenRecord> Tokens => _all is { } all ? all.AsSpan(0, _count) : _first[.._count];

    /// <summary>The same user's sessions before and after it that are not over.</summary>
    public StoredSession? Older { get; set; }

    public StoredSession? Newer { get; set; }

    /// <summary>Whether every token was revoked. Then it stays so: only a token that counts can bring the session new ones.</summary>
    public bool IsOver
    {
        get
        {
            var tokens = Tokens;
            for (var i = tokens.Length - 1; i >= 0; i--)
            {
                if (!tokens[i].IsOver)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Whether it has grown so long since it was last looked through that dropping expired tokens is due.</summary>
    public bool IsLong => _count >= _longAt;

    public void Append(ReadOnlySpan<TokenRecord> tokens)
    {
        var end = Session.End;
        foreach (var token in tokens)
        {
            if ((token.MintedExpiry ?? DateTimeOffset.MaxValue) is var expiry && expiry > end)
                end = expiry;
        }

        Session.End = end;
        var needed = _count + tokens.Length;
        if (needed <= FirstTokens.Length && _all is null)
        {
            tokens.CopyTo(_first[_count..]);
        }
        else
        {
            if (needed > (_all?.Length ?? 0))
            {
                var grown = new TokenRecord[needed <= SeldomMore ? needed : 2 * needed];
                Tokens.CopyTo(grown);
                (_all, _first) = (grown, default);
            }

            tokens.CopyTo(_all.AsSpan(_count));
        }

        _count = needed;
    }

    /// <summary>
    /// Drops the tokens that expired by this time, telling each: a session that is refreshed for months must not grow without bound.
    /// </summary>
    public void DropExpired(DateTimeOffset by, Action<TokenRecord> drop)
    {
        var kept = new List<TokenRecord>(_count);
        foreach (var token in Tokens)
        {
            if (token.MintedExpiry <= by)
                drop(token);
            else
                kept.Add(token);
        }

        (_all, _count, _first) = ([.. kept], kept.Count, default);
        _longAt = Math.Max(2 * _count, Long);
    }

    public void Revoke(uint kinds, RevocationCause cause, DateTimeOffset at)
    {
        TokenFate? shared = null;
        foreach (var token in Tokens)
        {
            if ((kinds & (1u << token.Kind)) != 0)
                token.Revoke(cause, at, ref shared);
        }
    }

    [InlineArray(Length)]
    private struct FirstTokens
    {
        public const int Length = 2;

        private TokenRecord _token;
    }
}
