using System.Collections.Immutable;
using System.Globalization;
using Conformance.Sessions.Rules;
using Conformance.Sessions.Tokens;

namespace Conformance.Sessions;

/// <summary>
/// An API's logins as a state machine: log in, present, refresh, log out, expire. Safe to use from several threads. Once a logout has
/// completed, no later call accepts a token that it revoked. Under a seed and a standing clock the same calls make the same tokens.
/// </summary>
/// <remarks>
/// With <see cref="InMemorySessionStore"/>, the default, every call completes before it returns, and presenting allocates nothing but where a kind has an idle lifetime.
/// </remarks>
public sealed class SessionWorld
{
    /// <summary>The longest text, in characters, that can be a token; a longer one is malformed at once.</summary>
    public const int LongestText = PresentedToken.LongestText;

    /// <summary>The most tokens that one call may present.</summary>
    public const int MostPresented = Presentation.MostPlaces;

    private const int MostCollisions = 16;

    private readonly TimeProvider _clock;
    private readonly Entropy _entropy;
    private readonly ISessionStore _store;
    private readonly TokenMint _mint;
    private readonly TokenValidator _validator;

    /// <summary>Creates a world without sessions, or with those of a shared store.</summary>
    public SessionWorld(SessionPolicy policy, KeyRing keys, TimeProvider clock, Entropy entropy, ISessionStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(entropy);
        TokenCodec[] codecs = [.. policy.Kinds.Select(kind => TokenCodec.For(kind, keys, entropy))];
        (Policy, _clock, _entropy, _store) = (policy, clock, entropy, store ?? new InMemorySessionStore());
        (_mint, _validator) = (new TokenMint(policy, codecs), new TokenValidator(codecs));
    }

    /// <summary>What the tokens are and do.</summary>
    public SessionPolicy Policy { get; }

    /// <summary>Begins a session for a user, or for nobody yet, and issues a token of each of these kinds.</summary>
    /// <exception cref="ArgumentException">The policy has no such kind.</exception>
    /// <exception cref="InvalidOperationException">The contract's claims or a too short opaque format leave no token to make.</exception>
    public async ValueTask<Issued> LogInAsync(User? user, ImmutableArray<int> kinds)
    {
        CheckKinds(kinds);
        var now = _clock.GetUtcNow();
        var session = new Session(_entropy.NewUuid().ToString(), user, now);
        for (var tries = 0; tries < MostCollisions; tries++)
        {
            var minted = ImmutableArray.CreateRange(kinds, (kind, world) => world._mint.Mint(kind, session, now), this);
            var records = await _store.AddAsync(session, ImmutableArray.CreateRange(minted, static token => token.Draft), now);
            if (records.IsDefault)
                continue;
            var next = 0;
            return new Issued(session, ImmutableArray.CreateRange(minted, token => token.ToIssued(records[next++])));
        }

        throw TooShort(kinds);
    }

    /// <summary>Asks whether a protected operation may go on with these tokens.</summary>
    /// <exception cref="ArgumentException">Too many tokens are presented, or the policy has no such kind.</exception>
    public ValueTask<Decision> PresentAsync(params ReadOnlySpan<PresentedToken> presented) =>
        PresentAsync(Presentation.Of(presented, Policy), TimeSpan.Zero, Policy.HasIdleLifetimes);

    /// <summary>Asks the same without using the tokens: their idle lifetimes run on.</summary>
    /// <exception cref="ArgumentException">Too many tokens are presented, or the policy has no such kind.</exception>
    public ValueTask<Decision> LookAtAsync(params ReadOnlySpan<PresentedToken> presented) =>
        PresentAsync(Presentation.Of(presented, Policy), TimeSpan.Zero, counts: false);

    /// <summary>
    /// Asks the same of a replica that lags behind: it does not know yet of what was revoked less than <paramref name="lag"/> ago.
    /// </summary>
    /// <exception cref="ArgumentException">Too many tokens are presented, or the policy has no such kind.</exception>
    public ValueTask<Decision> PresentToLaggingAsync(TimeSpan lag, ReadOnlySpan<PresentedToken> presented) =>
        PresentAsync(Presentation.Of(presented, Policy), lag, counts: false);

    /// <summary>
    /// Exchanges tokens for new ones of the kinds in <paramref name="issues"/>, in the session of the accepted tokens. Of a presented kind
    /// that is among them, <see cref="Rotation"/> says whether it is replaced or returned again.
    /// </summary>
    /// <exception cref="ArgumentException">Too many tokens are presented, or the policy has no such kind.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="LogInAsync"/>.</exception>
    public ValueTask<RefreshResult> RefreshAsync(ReadOnlySpan<PresentedToken> presented, ImmutableArray<int> issues)
    {
        CheckKinds(issues);
        return RefreshAsync(Presentation.Of(presented, Policy), issues);
    }

    /// <summary>
    /// Logs out: checks the tokens and revokes what <paramref name="scopesByKind"/> says, in one step. A refused logout changes nothing.
    /// </summary>
    /// <param name="presented">The tokens, as the request holds them.</param>
    /// <param name="scopesByKind">A scope for each kind of the policy.</param>
    /// <param name="named">The id of the session that <see cref="RevocationScope.Named"/> is about; another user's is left alone.</param>
    /// <exception cref="ArgumentException">Too many tokens are presented, the policy has no such kind, or a scope is missing.</exception>
    public ValueTask<Decision> LogOutAsync(
        ReadOnlySpan<PresentedToken> presented,
        ImmutableArray<RevocationScope> scopesByKind,
        string? named = null
    )
    {
        if (scopesByKind.IsDefault || scopesByKind.Length != Policy.Kinds.Length)
        {
            var given = scopesByKind.IsDefault ? 0 : scopesByKind.Length;
            throw new ArgumentException(
                $"A logout gives {given} revocation scopes; expected {Policy.Kinds.Length}, one for each token kind.",
                nameof(scopesByKind)
            );
        }

        return LogOutAsync(Presentation.Of(presented, Policy), scopesByKind, named);
    }

    /// <summary>The newest sessions first, at most <paramref name="limit"/>; without any token's text.</summary>
    public ValueTask<ImmutableArray<SessionSnapshot>> ListSessionsAsync(int limit = int.MaxValue) =>
        _store.ListAsync(limit, _clock.GetUtcNow());

    /// <summary>The sessions of a user in which a token is live, the newest first; without any token's text.</summary>
    public async ValueTask<ImmutableArray<SessionSnapshot>> ListLiveAsync(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var sessions = await _store.ListOfUserAsync(user.Id, _clock.GetUtcNow());
        return [.. sessions.Where(session => session.Tokens.Any(token => token.State == TokenState.Live))];
    }

    /// <summary>Revokes every token of a session.</summary>
    /// <returns>Whether there is such a session.</returns>
    public ValueTask<bool> EndSessionAsync(string sessionId) => _store.EndSessionAsync(sessionId, _clock.GetUtcNow());

    /// <summary>Revokes every token of every session of a user.</summary>
    /// <returns>How many of them were not over already, every token revoked.</returns>
    public ValueTask<int> EndUserAsync(string userId) => _store.EndUserAsync(userId, _clock.GetUtcNow());

    /// <summary>The session with an id; null where there is none. Without any token's text.</summary>
    public ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId) => _store.FindSessionAsync(sessionId, _clock.GetUtcNow());

    /// <summary>What is known of a token, given its text; null where it is not known, or is forgotten.</summary>
    public async ValueTask<(Session Session, TokenSnapshot Token)?> FindByTextAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > LongestText)
            return null;
        var found = new TokenRecord?[1];
        var now = _clock.GetUtcNow();
        await _store.FindAsync(new[] { TokenKey.Of(text) }, found, now);
        var record = found[0];
        return record is null ? null : (record.Session, record.ToSnapshot(now));
    }

    /// <summary>Lets a token expire at once, given its text.</summary>
    /// <returns>Whether there is such a token.</returns>
    public ValueTask<bool> ExpireByTextAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > LongestText ? new(false) : _store.ExpireAsync(TokenKey.Of(text), _clock.GetUtcNow());
    }

    /// <summary>Lets a token expire at once, given its label, such as <c>access#3</c>. Looks through all sessions.</summary>
    /// <returns>Whether there is such a token.</returns>
    public ValueTask<bool> ExpireByLabelAsync(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var mark = label.LastIndexOf('#');
        if (mark < 0 || !int.TryParse(label.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal))
            return new(false);
        var kind = Policy.IndexOf(label[..mark]);
        return kind < 0 ? new(false) : _store.ExpireAsync(kind, ordinal, _clock.GetUtcNow());
    }

    /// <summary>
    /// Frees the memory of the sessions that are forgotten: their tokens have all expired, and the store's retention has passed since. Logins
    /// do a share of it; a timer should do the rest now and then. What calls answer does not depend on it, unless there are
    /// more sessions than the store keeps.
    /// </summary>
    /// <returns>How many sessions that were.</returns>
    public ValueTask<int> EvictAsync() => _store.EvictAsync(_clock.GetUtcNow());

    /// <summary>How many sessions the process keeps, about; 0 where a store keeps them that lies elsewhere.</summary>
    internal long CountKept() => (_store as InMemorySessionStore)?.CountKept() ?? 0;

    /// <summary>
    /// Forgets every session; JWTs issued before are unknown from then on. Labels go on counting, and a seeded world does not repeat
    /// tokens.
    /// </summary>
    public ValueTask ResetAsync() => _store.ResetAsync();

    private async ValueTask<Decision> PresentAsync(Presentation presentation, TimeSpan lag, bool counts)
    {
        var now = _clock.GetUtcNow();
        await _store.FindAsync(presentation.Keys, presentation.Found, now);
        var decision = _validator.Decide(presentation, now, lag);
        if (counts && decision.Accepted)
            await UseAsync(presentation, now);
        presentation.Return();
        return decision;
    }

    private async ValueTask<Decision> LogOutAsync(Presentation presentation, ImmutableArray<RevocationScope> scopesByKind, string? named)
    {
        var now = _clock.GetUtcNow();
        await _store.FindAsync(presentation.Keys, presentation.Found, now);
        var decision = _validator.Decide(presentation, now);
        if (decision.Accepted && presentation.Counting != 0)
        {
            var logout = new LogOut(_validator, presentation, scopesByKind, named, now);
            await _store.ChangeAsync(presentation.Keys, presentation.Found, now, logout.Decide);
            decision = logout.Outcome;
        }

        presentation.Return();
        return decision;
    }

    private async ValueTask<RefreshResult> RefreshAsync(Presentation presentation, ImmutableArray<int> issues)
    {
        for (var tries = 0; tries < MostCollisions; tries++)
        {
            var now = _clock.GetUtcNow();
            await _store.FindAsync(presentation.Keys, presentation.Found, now);
            var foreseen = _validator.DecideExchange(presentation, now);
            if (!foreseen.Accepted && !Refresh.EndsSession(foreseen, Policy))
            {
                presentation.Return();
                return new RefreshResult(foreseen, null);
            }

            var refresh = new Refresh(_validator, Policy, presentation, now);
            if (foreseen.Accepted)
                refresh.Prepare(foreseen, issues, _mint);
            var added = await _store.ChangeAsync(presentation.Keys, presentation.Found, now, refresh.Decide);
            if (added.IsDefault || refresh.IsStale)
                continue;
            if (refresh.Outcome.Accepted && Policy.HasIdleLifetimes)
                await UseAsync(presentation, now);
            var issued = refresh.Outcome.Accepted ? refresh.Issue(added) : null;
            presentation.Return();
            return new RefreshResult(refresh.Outcome, issued);
        }

        throw TooShort(issues);
    }

    private async ValueTask UseAsync(Presentation presentation, DateTimeOffset now)
    {
        for (var i = 0; i < presentation.Places.Length; i++)
        {
            if (presentation.CountingRecord(i) is { HasIdleLifetime: true } token)
                await _store.UseAsync(token, now);
        }
    }

    private void CheckKinds(ImmutableArray<int> kinds)
    {
        if (kinds.IsDefault)
            throw new ArgumentException("The kinds to issue are not given; expected an array of them, empty perhaps.", nameof(kinds));
        foreach (var kind in kinds)
        {
            if ((uint)kind >= (uint)Policy.Kinds.Length)
                throw new ArgumentException(
                    $"Kind {kind} is to be issued; expected 0 to {Policy.Kinds.Length - 1}, the policy's kinds.",
                    nameof(kinds)
                );
        }
    }

    private InvalidOperationException TooShort(ImmutableArray<int> kinds)
    {
        var names = string.Join(", ", kinds.Select(kind => $"\"{Policy.Kinds[kind].Name}\""));
        return new InvalidOperationException(
            $"Each of {MostCollisions} tries to make tokens of the kinds {names} met a token that exists already; "
                + "give the opaque ones a greater length or a larger alphabet."
        );
    }
}
