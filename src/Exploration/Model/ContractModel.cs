using System.Collections.Immutable;
using System.Text;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Steps;

namespace Conformance.Exploration.Model;

/// <summary>
/// One reading of a contract as a state machine that walks beside the target: each token of the target's has a counterpart in a <see cref="SessionWorld"/>. What the contract does
/// not say is open, and the model then does what the target's answer says.
/// </summary>
internal sealed class ContractModel
{
    private readonly ModelClock _clock;
    private readonly SessionWorld _world;
    private readonly Dictionary<string, string> _counterparts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _uncertain = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedGifts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _listed = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset At, Func<ContractModel, ValueTask> Act)> _history = [];

    public ContractModel(ContractReading reading, ModelClock clock)
    {
        (Reading, _clock) = (reading, clock);
        _world = new SessionWorld(reading.Policy, KeyRing.Create(1), clock, Entropy.FromSeed(1));
    }

    /// <summary>What it is a model of.</summary>
    public ContractReading Reading { get; }

    /// <summary>Whether something happened whose effect the contract does not tell, so that nothing after it can be judged.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The same state once more, to go another way from.</summary>
    public async ValueTask<ContractModel> ForkAsync()
    {
        var fork = new ContractModel(Reading, _clock);
        foreach (var (at, act) in _history)
        {
            fork._history.Add((at, act));
            await _clock.AsOfAsync(at, () => act(fork));
        }

        return fork;
    }

    /// <summary>What the contract has a target answer to a request. Changes nothing.</summary>
    public async ValueTask<AnswerExpectation> ExpectAsync(RequestDraft draft)
    {
        if (IsLost || Reading.OperationOf(draft) is not { Session: { } session } operation)
            return new AnswerExpectation(ExpectedAnswer.Open);
        if (session.Role == Role.Login && draft.Flaw is not null)
            return new AnswerExpectation(ExpectedAnswer.Refused, Refusal.Credentials);
        if (draft.RawBody is not null || !TakesBody(operation, draft))
            return new AnswerExpectation(ExpectedAnswer.Refused, Refusal.Invalid);
        var presented = Presented(operation, draft);
        var decision = await LookAsync(operation, presented);
        foreach (var margin in (TimeSpan[])[-ModelClock.Margin, ModelClock.Margin])
        {
            var near = await _clock.AtAsync(margin, () => LookAsync(operation, presented));
            if (near.Accepted != decision.Accepted)
                return new AnswerExpectation(ExpectedAnswer.Open, null, decision) { IsOfSeconds = true };
        }

        if (!decision.Accepted)
            return Refused(operation, decision);
        var expected = Accepted(operation, draft, decision);
        if (session.Named is not null && !await IsOwnAndLiveAsync(draft.NamedSession, decision.Session?.User))
            return expected with { Answer = ExpectedAnswer.Open };
        return session.Lists is null ? expected : expected with { Listed = await ListedAsync(decision.Session?.User) };
    }

    /// <summary>Takes in what the target answered.</summary>
    /// <param name="isAccepted">Whether the request was let in.</param>
    public async ValueTask TakeAsync(Reply reply, AnswerExpectation expected, bool isAccepted)
    {
        await HappenAsync(m => m.ApplyAsync(reply, expected, isAccepted));
    }

    /// <summary>Takes in a session whose tokens come from elsewhere than the contract's login.</summary>
    public async ValueTask BeginAsync(string user, IReadOnlyDictionary<int, string> tokens)
    {
        await HappenAsync(m => m.LogInAsync(user, tokens));
    }

    /// <summary>Takes in by which id the target lists the session of a token.</summary>
    public async ValueTask NoteListedAsync(string id, string token)
    {
        await HappenAsync(async m =>
        {
            if (m._counterparts.TryGetValue(token, out var counterpart) && await m._world.FindByTextAsync(counterpart) is { } found)
                m._listed[id] = found.Session;
        });
    }

    /// <summary>The tokens that count, and those that do not, in words: two models with the same ones expect the same from now on.</summary>
    public async ValueTask<string> FingerprintAsync()
    {
        var text = new StringBuilder();
        foreach (var (token, counterpart) in _counterparts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var found = await _world.FindByTextAsync(counterpart);
            text.Append(token)
                .Append(found?.Token.State)
                .Append(found?.Token.RevokedBy)
                .Append(found is { Session.Id: var id } && _uncertain.Contains(id) ? '?' : ' ')
                .Append(_replaced.Contains(token) ? '-' : ' ');
        }

        return text.ToString();
    }

    private AnswerExpectation Accepted(Operation operation, RequestDraft draft, Decision decision)
    {
        // A target may end a token that a refresh replaced, may take a ticket once, and may ask for one that its contract lets be left out.
        var isOpen =
            draft.Tokens.Any(t => IsReplacedAtWill(t.Key, t.Value) || _usedGifts.Contains(t.Value))
            || (decision.Session is { } session && _uncertain.Contains(session.Id))
            || (operation.Role is Role.Logout or Role.End && draft.Alternative?.Slots.Any(s => !draft.Tokens.ContainsKey(s.Kind)) == true);
        return new AnswerExpectation(isOpen ? ExpectedAnswer.Open : ExpectedAnswer.Accepted, null, decision);
    }

    private static AnswerExpectation Refused(Operation operation, Decision decision)
    {
        var reason = Refusals.From(decision.Reason);

        // What a second logout answers is nobody's business, as long as it changes nothing.
        var isOpen =
            operation.Role is Role.Logout or Role.End
            && decision.Reason is RefusalReason.Revoked or RefusalReason.Reused or RefusalReason.Expired or RefusalReason.Foreign;
        return new AnswerExpectation(isOpen ? ExpectedAnswer.Open : ExpectedAnswer.Refused, reason, decision);
    }

    private async ValueTask ApplyAsync(Reply reply, AnswerExpectation expected, bool isAccepted)
    {
        if (IsLost || Reading.OperationOf(reply.Request) is not { Session: { } session } operation)
            return;
        if (expected.IsOfSeconds)
        {
            IsLost = true;
            return;
        }

        var presented = Presented(operation, reply.Request);
        switch (session.Role)
        {
            case Role.Login or Role.Prelogin when isAccepted:
                await LogInAsync(session.Role == Role.Login ? reply.Request.User?.Name ?? "the user" : null, LogIn.TokensIn(reply));
                break;
            case Role.Refresh:
                await RefreshAsync(session, presented, reply, expected, isAccepted);
                break;
            case Role.Logout or Role.End when isAccepted:
                await LogOutAsync(
                    session,
                    presented,
                    expected,
                    reply.Request.NamedSession is { } id ? _listed.GetValueOrDefault(id)?.Id : null
                );
                break;
            case Role.Protected when isAccepted && IsGift(session):
                await GiveAsync(session, presented, reply);
                break;
            case Role.Protected or Role.List when isAccepted:
                _usedGifts.UnionWith(reply.Request.Tokens.Where(t => IsGiftKind(t.Key)).Select(t => t.Value));
                if (session.CountsAsUse && _world.Policy.HasIdleLifetimes)
                    await _world.PresentAsync(presented);
                break;
        }
    }

    // Where a grace is documented, a replaced token is good for that long and no whim of the target's.
    private bool IsReplacedAtWill(int kind, string text) => _replaced.Contains(text) && Reading.Policy.Kinds[kind].Grace == TimeSpan.Zero;

    private async ValueTask HappenAsync(Func<ContractModel, ValueTask> act)
    {
        _history.Add((_clock.GetUtcNow(), act));
        await act(this);
    }

    // A token that neither opens the API nor is exchanged for one that does: a ticket, a link.
    private bool IsGiftKind(int kind) =>
        Reading.Contract.Roles.Login?.Session?.Issues.Contains(kind) != true
        && Reading.Contract.Roles.Protected.Any(o => o.Session!.Issues.Contains(kind));

    private bool IsGift(OperationSession session) => !session.Issues.IsEmpty && session.Issues.All(IsGiftKind);

    private async ValueTask GiveAsync(OperationSession session, PresentedToken[] presented, Reply reply)
    {
        var (_, issued) = await _world.RefreshAsync(presented, session.Issues);
        var given = LogIn.TokensIn(reply);
        foreach (var token in issued?.Tokens ?? [])
        {
            if (given.TryGetValue(token.Kind, out var text))
                _counterparts.TryAdd(text, token.Text);
        }
    }

    // A session that the asking user may end by its id. What happens where it is another user's, or has ended, is not said but that nothing does.
    private async ValueTask<bool> IsOwnAndLiveAsync(string? id, User? user) =>
        id is not null
        && _listed.TryGetValue(id, out var session)
        && session.User?.Id == user?.Id
        && !_uncertain.Contains(session.Id)
        && await IsSurelyAsync(session, hasEnded: false);

    private async ValueTask<ImmutableArray<ListedExpectation>> ListedAsync(User? asking)
    {
        var listed = ImmutableArray.CreateBuilder<ListedExpectation>();
        foreach (var (id, session) in _listed)
        {
            if (session.User?.Id != asking?.Id)
                listed.Add(new ListedExpectation(id, IsExpected: false));
            else if (_uncertain.Contains(session.Id))
                continue;
            else if (await IsSurelyAsync(session, hasEnded: true))
                listed.Add(new ListedExpectation(id, IsExpected: false));
            else if (await IsSurelyAsync(session, hasEnded: false))
                listed.Add(new ListedExpectation(id, IsExpected: true));
        }

        return listed.ToImmutable();
    }

    // A session has ended when nothing of it lives, and lives when its access token does: between the two a list may have it or not.
    private async ValueTask<bool> IsSurelyAsync(Session session, bool hasEnded)
    {
        var access = Reading.Policy.Kinds[Reading.Contract.Roles.AccessKind].Name;
        foreach (var margin in (TimeSpan[])[-ModelClock.Margin, TimeSpan.Zero, ModelClock.Margin])
        {
            var snapshot = await _clock.AtAsync(margin, () => _world.FindSessionAsync(session.Id));
            if (snapshot is null)
                return false;
            var lives = snapshot.Tokens.Any(t => t.State == TokenState.Live && (hasEnded || t.Kind == access));
            if (lives == hasEnded)
                return false;
        }

        return true;
    }

    private async ValueTask LogInAsync(string? user, IReadOnlyDictionary<int, string> tokens)
    {
        var issued = await _world.LogInAsync(user is null ? null : new User(user, user), [.. tokens.Keys]);

        // A login may give a token that there is already, and a dead one is not brought back by that.
        foreach (var token in issued.Tokens)
            _counterparts.TryAdd(tokens[token.Kind], token.Text);
    }

    private async ValueTask RefreshAsync(
        OperationSession session,
        PresentedToken[] presented,
        Reply reply,
        AnswerExpectation expected,
        bool isAccepted
    )
    {
        if (!isAccepted && expected.Decision.Accepted)
            return;
        var (decision, issued) = await _world.RefreshAsync(presented, session.Issues);

        // A target may end the session for a replay, whether its contract says so or not.
        if (decision is { Reason: RefusalReason.Reused, Session: { } replayed })
            _uncertain.Add(replayed.Id);
        if (issued is null)
            return;
        var given = LogIn.TokensIn(reply);
        foreach (var token in issued.Tokens.Where(t => given.ContainsKey(t.Kind)))
        {
            _replaced.UnionWith(await TextsOfAsync(issued.Session, token.Kind));
            _counterparts[given[token.Kind]] = token.Text;
            _replaced.Remove(given[token.Kind]);
        }
    }

    private async ValueTask LogOutAsync(OperationSession session, PresentedToken[] presented, AnswerExpectation expected, string? named)
    {
        var reason = expected.Decision.Reason;
        if (expected.Answer == ExpectedAnswer.Accepted || expected.Decision.Accepted)
        {
            await LogOutOfAsync(session, presented, named);
            return;
        }

        switch (reason)
        {
            case RefusalReason.Foreign:
                await LogOutWithForeignAsync(session, presented);
                break;
            case RefusalReason.Revoked or RefusalReason.Reused:
                foreach (var token in presented.Where(p => p.Text is not null))
                    IsLost |= (await _world.LookAtAsync(token)).Accepted;
                break;
            default:
                IsLost = true;
                break;
        }
    }

    private async ValueTask LogOutOfAsync(OperationSession session, PresentedToken[] presented, string? named)
    {
        if (session.IsHolder && presented.Any(t => t.Kind != Reading.Contract.Roles.AccessKind && t.Text is not null))
            presented = [.. presented.Where(t => t.Kind != Reading.Contract.Roles.AccessKind)];
        await _world.LogOutAsync(presented, session.Revokes, named);
    }

    // The session that the first token belongs to has ended. What became of the other one's is not said, but for a token that the logout ends because it was presented.
    private async ValueTask LogOutWithForeignAsync(OperationSession session, PresentedToken[] presented)
    {
        var owner = (await _world.LookAtAsync(presented[0])).Session;
        foreach (var token in presented)
        {
            if (await _world.FindByTextAsync(token.Text ?? "") is not { Session: var other } || other.User is null || other.Id == owner?.Id)
                continue;
            var isOwn = other.User.Id == owner?.User?.Id;
            if (isOwn && session.Revokes[token.Kind] == RevocationScope.Presented)
                await _world.LogOutAsync([token], session.Revokes);
            else if (isOwn)
                _uncertain.Add(other.Id);
        }

        await _world.LogOutAsync([.. presented.Select(p => p with { Tolerates = p.Tolerates | Tolerance.Foreign })], session.Revokes);
    }

    private async ValueTask<List<string>> TextsOfAsync(Session session, int kind)
    {
        var texts = new List<string>();
        foreach (var (text, counterpart) in _counterparts)
        {
            if (
                await _world.FindByTextAsync(counterpart) is { } found
                && found.Session.Id == session.Id
                && found.Token.Kind == _world.Policy.Kinds[kind].Name
            )
                texts.Add(text);
        }

        return texts;
    }

    private async ValueTask<Decision> LookAsync(Operation operation, PresentedToken[] presented)
    {
        if (presented.Length == 0)
            return default;
        if (operation.Session is { Role: Role.Logout, IsHolder: true })
        {
            var own = presented.Where(t => t.Kind == Reading.Contract.Roles.AccessKind).ToArray();
            if (own.Length > 0 && own.Length < presented.Length)
            {
                var access = await _world.LookAtAsync(own);
                if (!access.Accepted)
                    return access;
                presented = [.. presented.Where(t => t.Kind != Reading.Contract.Roles.AccessKind)];
            }
        }

        var decision = await _world.LookAtAsync(presented);
        return operation.Role == Role.Refresh && decision is { Accepted: true, Session: null }
            ? decision with
            {
                Reason = RefusalReason.Missing,
            }
            : decision;
    }

    private PresentedToken[] Presented(Operation operation, RequestDraft draft) =>
        [
            .. (AlternativeOf(operation, draft)?.Slots ?? []).Select(s => new PresentedToken(
                s.Kind,
                draft.Tokens.TryGetValue(s.Kind, out var text) ? _counterparts.GetValueOrDefault(text, text) : null,
                s.Tolerates,
                s.Honours
            )),
        ];

    // Another reading may have other alternatives than the one that the request was made by.
    private static TokenAlternative? AlternativeOf(Operation operation, RequestDraft draft)
    {
        var alternatives = operation.Session!.Alternatives;
        if (draft.Alternative is { } made && alternatives.Contains(made))
            return made;
        return alternatives.FirstOrDefault(a => a.Slots.All(s => draft.Tokens.ContainsKey(s.Kind))) ?? alternatives.FirstOrDefault();
    }

    private static bool TakesBody(Operation operation, RequestDraft draft)
    {
        if (operation.Body is not { } body)
            return true;
        if (draft.Text is not { } text)
            return !body.Required;
        return draft.Kind != BodyKind.Json
            || MediaType
                .Find(body.Content, draft.ContentType ?? "application/json")
                ?.Schema?.AcceptsFromClient(Encoding.UTF8.GetBytes(text)) != false;
    }
}
