using System.Collections.Concurrent;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;

namespace Conformance.Reference.Sessions;

/// <summary>Who is logged in, by which tokens, and who no longer is.</summary>
internal sealed class SessionBook(TimeProvider clock, Behaviour behaviour)
{
    private readonly ConcurrentDictionary<string, Entry> _tokens = [];
    private readonly ConcurrentDictionary<string, bool> _spent = [];

    /// <summary>What logouts have ended, by the ids of the tokens.</summary>
    public Blacklist Ended { get; } = new(clock, behaviour);

    /// <summary>Starts a session.</summary>
    public Session Open(Account account)
    {
        Ended.LoggedIn(account.Name);
        return new Session(account);
    }

    /// <summary>Notes that a token belongs to a session.</summary>
    public string Note(Session session, TokenKind kind, IssuedToken token)
    {
        var isForgotten =
            behaviour.Is(TokenMutants.RefreshedDead)
            && kind == TokenKind.Access
            && _tokens.Values.Any(e => e.Session == session && e.Kind == kind);
        if (!isForgotten)
            _tokens[token.Id] = new Entry(token.Id, session, kind);
        return token.Text;
    }

    /// <summary>How a token stands that was sent where one of a kind belongs.</summary>
    public Presented Present(TokenDesk desk, string? token, TokenKind kind)
    {
        if (string.IsNullOrEmpty(token))
        {
            return kind == TokenKind.Access && behaviour.TakesMissing()
                ? new Presented(Standing.Live, Open(Account.Everybody[0]))
                : new Presented(Standing.Missing);
        }

        var read = desk.Read(token);
        if (read.State == TokenState.Bad || !_tokens.TryGetValue(read.Id, out var entry) || !IsOf(entry, kind))
            return new Presented(Standing.Bad);
        if (read.State == TokenState.Expired)
            return new Presented(Standing.Expired, entry.Session, read.Id);
        return new Presented(
            _spent.ContainsKey(read.Id) ? Standing.Spent
                : Ended.Has(read.Id) ? Standing.Ended
                : Standing.Live,
            entry.Session,
            read.Id
        );
    }

    /// <summary>Whether a token that has expired was live until then.</summary>
    public bool WasLive(Presented token) => !_spent.ContainsKey(token.Id) && !Ended.Has(token.Id);

    /// <summary>Marks a token as exchanged; false when it was already.</summary>
    public async Task<bool> SpendAsync(string id, CancellationToken cancellationToken)
    {
        if (behaviour.Is(SessionMutants.ReplayAccepted))
            return true;
        if (!behaviour.Is(SessionMutants.RedeemedTwiceAtOnce))
            return _spent.TryAdd(id, true);
        if (_spent.ContainsKey(id))
            return false;
        await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        _spent[id] = true;
        return true;
    }

    /// <summary>Ends the tokens of a session, and by a switch those of others too; <paramref name="survives"/> tells which of them live on.</summary>
    public void End(Session session, Func<string, TokenKind, bool>? survives = null) =>
        Ended.Add(
            _tokens
                .Values.Where(entry =>
                    entry.Session == session
                    || behaviour.Is(SessionMutants.EverybodyEnded)
                    || (behaviour.Is(SessionMutants.SiblingEnded) && entry.Session.Account == session.Account)
                )
                .Where(entry => survives is null || !survives(entry.Id, entry.Kind))
                .Select(entry => (entry.Id, entry.Session.Account.Name))
        );

    /// <summary>Ends all sessions of a user.</summary>
    public void EndAllOf(Account account) =>
        Ended.Add(_tokens.Values.Where(entry => entry.Session.Account == account).Select(entry => (entry.Id, account.Name)));

    /// <summary>Starts a session again that was ended.</summary>
    public void Revive(Session session) => Ended.Remove(_tokens.Values.Where(entry => entry.Session == session).Select(entry => entry.Id));

    private bool IsOf(Entry entry, TokenKind kind) =>
        entry.Kind == kind || behaviour.Is(kind == TokenKind.Access ? TokenMutants.RefreshAsAccess : TokenMutants.AccessAsRefresh);

    private sealed record Entry(string Id, Session Session, TokenKind Kind);
}
