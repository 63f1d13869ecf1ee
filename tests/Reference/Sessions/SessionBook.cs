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
    private readonly ConcurrentDictionary<Session, string> _lastSpent = [];
    private readonly ConcurrentDictionary<Session, bool> _ended = [];
    private readonly ConcurrentDictionary<Session, bool> _locked = [];
    private readonly ConcurrentDictionary<string, int> _uses = [];
    private int _issued;
    private int _outlived;

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
            _tokens[token.Id] = new Entry(token.Id, session, kind, Interlocked.Increment(ref _issued));

        // A refresh that was under way when its session ended.
        var isLost =
            behaviour.Is(PathMutants.RefreshOutlives)
            || (_ended.ContainsKey(session) && behaviour.Is(AgeMutants.SeldomOutlives) && Interlocked.Increment(ref _outlived) % 5 == 0);
        if (_ended.ContainsKey(session) && !isLost)
            Ended.Add([(token.Id, session.Account.Name)]);
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
        var standing = StandingOf(read.Id);
        if (standing == Standing.Live)
            _uses.AddOrUpdate(read.Id, 1, (_, uses) => uses + 1);
        if (standing == Standing.Ended && kind == TokenKind.Refresh && behaviour.Is(PathMutants.DeadRefreshRevives))
            Revive(entry.Session, TokenKind.Access);
        return new Presented(standing, entry.Session, read.Id);
    }

    /// <summary>What a login does with the access token that came with it: nothing.</summary>
    public void LoginBrings(TokenDesk desk, string? token)
    {
        if (
            behaviour.IsAny(PathMutants.LoginRevives, PathMutants.LoginKeepsToken)
            && Present(desk, token, TokenKind.Access) is { Standing: Standing.Ended } dead
        )
            Revive(dead.Session!);
    }

    /// <summary>A logout with this token is refused, for whatever reason.</summary>
    public void RefuseLogout(TokenDesk desk, string? token, Mutant mutant)
    {
        if (behaviour.Is(mutant) && token is not null && _tokens.TryGetValue(IdOf(desk, token), out var entry))
            _locked[entry.Session] = true;
    }

    // A forged JWT still says whose it claims to be.
    private static string IdOf(TokenDesk desk, string token)
    {
        if (desk.Read(token) is { State: not TokenState.Bad, Id: var id })
            return id;
        try
        {
            return CompactParts.ReadObject(CompactParts.Split(token, 3)[1])["jti"]?.ToString() ?? "";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private Standing StandingOf(string id) =>
        _spent.ContainsKey(id) ? Standing.Spent
        : Ended.Has(id) ? Standing.Ended
        : Standing.Live;

    /// <summary>Whether a token that has expired was live until then.</summary>
    public bool WasLive(Presented token) => !_spent.ContainsKey(token.Id) && !Ended.Has(token.Id);

    /// <summary>Marks a token as exchanged; false when it was already.</summary>
    public async Task<bool> SpendAsync(string id, CancellationToken cancellationToken)
    {
        if (behaviour.Is(SessionMutants.ReplayAccepted))
            return true;
        if (behaviour.Is(PathMutants.OldestForgotten) && _tokens.TryGetValue(id, out var entry))
            Forget(entry.Session, id);
        if (behaviour.IsAny(PathMutants.RefreshOutlives, AgeMutants.SeldomOutlives))
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        if (!behaviour.Is(SessionMutants.RedeemedTwiceAtOnce))
            return _spent.TryAdd(id, true);
        if (_spent.ContainsKey(id))
            return false;
        await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        _spent[id] = true;
        return true;
    }

    /// <summary>Ends the tokens of a session, and by a switch those of others too; <paramref name="survives"/> tells which of them live on.</summary>
    /// <param name="by">The id of the access token that asks for it; null where none does.</param>
    public void End(Session session, Func<string, TokenKind, bool>? survives = null, string? by = null)
    {
        if (Skipped.IsDeaf)
            return;
        if (_locked.ContainsKey(session) || (behaviour.Is(PathMutants.ThirdSurvives) && LiveSessionsOf(session.Account) > 2))
            return;
        var isOlder = behaviour.Is(PathMutants.EndsTheNewest) && by is not null && NewestOf(session, TokenKind.Access) != by;
        if (!isOlder)
            _ended[session] = true;
        Ended.Add(
            _tokens
                .Values.Where(entry =>
                    entry.Session == session
                    || behaviour.Is(SessionMutants.EverybodyEnded)
                    || (behaviour.Is(SessionMutants.SiblingEnded) && entry.Session.Account == session.Account)
                )
                .Where(entry => survives is null || !survives(entry.Id, entry.Kind))
                .Where(entry => (!isOlder || entry.Id == by) && !Outlives(entry))
                .Select(entry => (entry.Id, entry.Session.Account.Name))
        );
    }

    /// <summary>Ends all sessions of a user.</summary>
    public void EndAllOf(Account account) =>
        Ended.Add(_tokens.Values.Where(entry => entry.Session.Account == account).Select(entry => (entry.Id, account.Name)));

    /// <summary>Starts a session again that was ended.</summary>
    public void Revive(Session session, TokenKind? kind = null)
    {
        _ended.TryRemove(session, out _);
        Ended.Remove(
            _tokens.Values.Where(entry => entry.Session == session && (kind is null || entry.Kind == kind)).Select(entry => entry.Id)
        );
    }

    private bool Outlives(Entry entry) =>
        (behaviour.Is(PathMutants.UnusedSurvives) && entry.Kind == TokenKind.Access && _uses.GetValueOrDefault(entry.Id) < 2)
        || (behaviour.Is(AgeMutants.UsedHundreds) && entry.Kind == TokenKind.Access && _uses.GetValueOrDefault(entry.Id) > 200)
        || (behaviour.Is(PathMutants.MuchUsedSurvives) && entry.Kind == TokenKind.Access && _uses.GetValueOrDefault(entry.Id) > 25)
        || (
            behaviour.Is(PathMutants.TwoGenerations)
            && _tokens.Values.Count(e => e.Session == entry.Session && e.Kind == entry.Kind && e.Number > entry.Number) > 1
        );

    private int LiveSessionsOf(Account account) =>
        _tokens.Values.Where(e => e.Session.Account == account && !_ended.ContainsKey(e.Session)).Select(e => e.Session).Distinct().Count();

    private string? NewestOf(Session session, TokenKind kind) =>
        _tokens.Values.Where(e => e.Session == session && e.Kind == kind).MaxBy(e => e.Number)?.Id;

    private void Forget(Session session, string id)
    {
        if (_lastSpent.TryGetValue(session, out var last) && last != id)
            _spent.TryRemove(last, out _);
        _lastSpent[session] = id;
    }

    private bool IsOf(Entry entry, TokenKind kind) =>
        entry.Kind == kind || behaviour.Is(kind == TokenKind.Access ? TokenMutants.RefreshAsAccess : TokenMutants.AccessAsRefresh);

    private sealed record Entry(string Id, Session Session, TokenKind Kind, int Number);
}
