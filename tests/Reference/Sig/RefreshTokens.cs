using System.Collections.Concurrent;
using Conformance.Reference.Sessions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;

namespace Conformance.Reference.Sig;

/// <summary>The table of refresh tokens: opaque, for seven days, and usable any number of times.</summary>
internal sealed class RefreshTokens(TimeProvider clock, Behaviour behaviour)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private readonly ConcurrentDictionary<string, Row> _rows = [];

    /// <summary>The rows that were struck out.</summary>
    public Blacklist Ended { get; } = new(clock, behaviour);

    public string Add(Account account, string token)
    {
        _rows[token] = new Row(token, account, clock.GetUtcNow() + Lifetime);
        return token;
    }

    /// <summary>How a token stands, and whose it is.</summary>
    public (Standing Standing, Account? Account) Find(string token)
    {
        token = Spelling.Read(token, behaviour);
        if (!_rows.TryGetValue(token, out var row))
            return (Standing.Bad, null);
        if (clock.GetUtcNow() >= row.ExpiresAt)
            return (Standing.Expired, row.Account);
        return (Ended.Has(token) ? Standing.Ended : Standing.Live, row.Account);
    }

    /// <summary>Strikes a token out; by a switch, others with it.</summary>
    public void End(string token, Account account) =>
        End(row =>
            row.Token == token
            || behaviour.Is(SessionMutants.EverybodyEnded)
            || (behaviour.Is(SessionMutants.SiblingEnded) && row.Account == account)
        );

    /// <summary>Strikes all tokens of a user out.</summary>
    public void EndAllOf(Account account) => End(row => row.Account == account);

    private void End(Func<Row, bool> which) => Ended.Add(_rows.Values.Where(which).Select(row => (row.Token, row.Account.Name)));

    private sealed record Row(string Token, Account Account, DateTimeOffset ExpiresAt);
}
