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
    private readonly List<Func<ContractModel, ValueTask>> _history = [];

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
        foreach (var happened in _history)
            await happened(fork);
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

        return decision.Accepted ? Accepted(operation, draft, decision) : Refused(operation, decision);
    }

    /// <summary>Takes in what the target answered.</summary>
    /// <param name="isAccepted">Whether the request was let in.</param>
    public async ValueTask TakeAsync(Reply reply, AnswerExpectation expected, bool isAccepted)
    {
        _history.Add(m => m.ApplyAsync(reply, expected, isAccepted));
        await ApplyAsync(reply, expected, isAccepted);
    }

    /// <summary>Takes in a session whose tokens come from elsewhere than the contract's login.</summary>
    public async ValueTask BeginAsync(string user, IReadOnlyDictionary<int, string> tokens)
    {
        _history.Add(m => m.LogInAsync(user, tokens));
        await LogInAsync(user, tokens);
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
                .Append(found is { Session.Id: var id } && _uncertain.Contains(id) ? '?' : ' ');
        }

        return text.ToString();
    }

    private AnswerExpectation Accepted(Operation operation, RequestDraft draft, Decision decision)
    {
        // A target may end a token that a refresh replaced, and may ask for one that its contract lets be left out.
        var isOpen =
            draft.Tokens.Values.Any(_replaced.Contains)
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
                await LogOutAsync(session, presented, expected);
                break;
            case Role.Protected or Role.List when isAccepted && session.CountsAsUse && _world.Policy.HasIdleLifetimes:
                await _world.PresentAsync(presented);
                break;
        }
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

    private async ValueTask LogOutAsync(OperationSession session, PresentedToken[] presented, AnswerExpectation expected)
    {
        var reason = expected.Decision.Reason;
        if (expected.Answer == ExpectedAnswer.Accepted || expected.Decision.Accepted)
        {
            await LogOutOfAsync(session, presented);
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

    private async ValueTask LogOutOfAsync(OperationSession session, PresentedToken[] presented)
    {
        if (session.IsHolder && presented.Any(t => t.Kind != Reading.Contract.Roles.AccessKind && t.Text is not null))
            presented = [.. presented.Where(t => t.Kind != Reading.Contract.Roles.AccessKind)];
        await _world.LogOutAsync(presented, session.Revokes);
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
