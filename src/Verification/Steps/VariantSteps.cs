using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Tries a token that opens nothing in all the ways in which the same request can be said otherwise.</summary>
[Binding]
internal sealed class VariantSteps(ScenarioState state)
{
    private const int MostOperations = 3;
    private const int MostTwins = 4;

    // From the second operation on every fourth attempt is made at standard depth, at each operation others: what spares one the check mostly spares all.
    private const int WholeOperations = 1;
    private const int PartOfOthers = 4;

    [Then(
        "the {token} of {session} is refused in every other spelling",
        Description = "Padded, in the other alphabet, in capitals, in quotes, behind another scheme and the like, it opens what its kind opens no more than as it was issued.",
        Example = "the access token of the session is refused in every other spelling"
    )]
    public async Task RefusedInOtherSpellings(TokenName token, ClientSession session)
    {
        var (owner, dead) = (session, state.TokenOf(session, token.Name));

        // Of tokens in base64url some hold no character that is another one in base64.
        for (var i = 0; i < MostTwins && dead.AsSpan().IndexOfAny('-', '_') < 0 && TokenForge.Part(dead, 0) is not null; i++)
        {
            var twin = await LogIn.AsUserAsync(state, session.Name, session.User);
            if (!ContractOracle.IsAccepted(await state.SendAsync(state.BuildLogout(twin.Tokens))))
                break;
            (owner, dead) = (twin, state.TokenOf(twin, token.Name));
        }

        await ExpectRevokedAsync(token, owner, draft => Spelled(draft, token, owner, dead));
    }

    [Given(
        "{session} has used its {token} in every other form of the documented request",
        Description = "At the first operation that takes it, so that whatever keeps answers or tokens by the form of a request has seen it alive.",
        Example = "the session has used its access token in every other form of the documented request"
    )]
    public Task UsedInDocumentedForms(ClientSession session, TokenName token) => WarmAsync(token, session, isDocumented: true);

    [Given(
        "{session} has used its {token} at every other spelling of the path",
        Description = "At the first operation that takes it, and with parameters that it does not know: caches keep answers by such URLs.",
        Example = "the session has used its access token at every other spelling of the path"
    )]
    public Task UsedAtOtherPaths(ClientSession session, TokenName token) => WarmAsync(token, session, isDocumented: false);

    [Then(
        "the {token} of {session} is refused in every other form of the documented request",
        Description = "With other headers that HTTP lets any client send, and with each optional parameter.",
        Example = "the access token of the session is refused in every other form of the documented request"
    )]
    public Task RefusedInDocumentedForms(TokenName token, ClientSession session) =>
        ExpectRevokedAsync(token, session, draft => Formed(draft, () => Presenting(draft, token, session), isDocumented: true));

    [Then(
        "the {token} of {session} is refused in every other form of the request",
        Description = "By other methods, at other spellings of the path, with headers and parameters that proxies and frameworks obey, with much to read.",
        Example = "the access token of the session is refused in every other form of the request"
    )]
    public Task RefusedInOtherForms(TokenName token, ClientSession session) =>
        ExpectRevokedAsync(token, session, draft => Formed(draft, () => Presenting(draft, token, session), isDocumented: false));

    [Then(
        "the expired access token of {session} is refused in every other form of the request",
        Description = "The same with a token whose lifetime has passed.",
        Example = "the expired access token of the session is refused in every other form of the request"
    )]
    public Task ExpiredRefusedInOtherForms(ClientSession session)
    {
        var token = new TokenName("access");
        return ExpectAsync(token, session, "an expired access token", Refusal.Expired, Attempts);

        IEnumerable<Attempt> Attempts(RequestDraft draft) =>
            [
                .. Formed(draft, () => Presenting(draft, token, session), isDocumented: true),
                .. Formed(draft, () => Presenting(draft, token, session), isDocumented: false),
            ];
    }

    [Then(
        "an altered access token of {session} is refused in every other form of the request",
        Description = "The same with a token that was never issued: one whose claims were changed where it is a JWT, else one that is made up.",
        Example = "an altered access token of the session is refused in every other form of the request"
    )]
    public async Task AlteredRefusedInOtherForms(ClientSession session)
    {
        var good = state.TokenOf(session, "access");
        var forgery = TokenForge.Applies(Forgery.Altered, good) ? Forgery.Altered : Forgery.MadeUp;
        var bad = new ClientSession(session.Name, session.User);
        bad.Take(session.Tokens);
        bad.Tokens[state.Subject.Roles.AccessKind] = state.Forge(forgery, session, new TokenName("access"));
        await ExpectAsync(new TokenName("access"), bad, $"{Forgeries.Name(forgery)} access token", Refusal.Unknown, Attempts);

        IEnumerable<Attempt> Attempts(RequestDraft draft) =>
            [
                .. Formed(draft, () => Presenting(draft, new TokenName("access"), bad), isDocumented: true),
                .. Formed(draft, () => Presenting(draft, new TokenName("access"), bad), isDocumented: false),
            ];
    }

    [Then(
        "the {token} of {session} is refused at every other place",
        Description = "In the query, in cookies, in other headers, in the body and in the path, alone, where the contract does not say that it travels.",
        Example = "the access token of the session is refused at every other place"
    )]
    public Task RefusedElsewhere(TokenName token, ClientSession session) =>
        ExpectRevokedAsync(token, session, draft => Elsewhere(draft, token, session));

    [Then(
        "the access token of {session} opens nothing at another place",
        Description = "A live one, at places where the contract does not say that it travels.",
        Example = "the access token of the session opens nothing at another place"
    )]
    public async Task LiveOpensNothingElsewhere(ClientSession session)
    {
        var token = new TokenName("access");
        var attempts = Drafts(token, session).Take(1).SelectMany(d => Elsewhere(d, token, session, isLive: true));
        await state.ExpectRefusedAsync("an access token", Refusal.Missing, attempts, null);
    }

    [Then(
        "the name of a user in a header opens nothing",
        Description = "In the headers by which proxies tell a server who is asking, without any token.",
        Example = "the name of a user in a header opens nothing"
    )]
    public async Task NamesOpenNothing()
    {
        var draft = Drafts(new TokenName("access"), null).FirstOrDefault() ?? throw new NotApplicableException("There is nothing to ask.");
        foreach (var name in ((string?[])[state.User(0)?.Name, "admin"]).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var all = Presenting(draft, new TokenName("access"), null);
            OtherPlaces.PutAll(all, name);
            var attempt = new Attempt("", all, Live(draft));
            if (attempt.Opens(await state.Conversation.ProbeAsync(all, attempt.Opens, state.Cancellation)))
                await state.ExpectRefusedAsync(
                    "the name of a user",
                    Refusal.Missing,
                    OtherPlaces.Of(name).Select(p => Changed(p, () => Presenting(draft, new TokenName("access"), null), Live(draft))),
                    null
                );
        }
    }

    [Then(
        "every further forgery of the {token} of {session} is refused",
        Description = "Without a signature in all spellings of none, cut, signed by keys that the token brings along or that anyone may know, and texts that are no tokens.",
        Example = "every further forgery of the access token of the session is refused"
    )]
    public async Task ForgeriesRefused(TokenName token, ClientSession session)
    {
        var good = state.TokenOf(session, token.Name);
        var twin = await LogIn.AsUserAsync(state, "a twin session", state.User(0));
        var other = twin.Tokens.GetValueOrDefault(state.Kind(token.Name));
        // Of two tokens of one second the parts may be the same, and what is put together of them is a good one.
        var texts = Counterfeits
            .Of(good, other, state.Target.PublicKey)
            .Concat(Counterfeits.Texts(good))
            .Where(t => !Counterfeits.IsSame(t.Text, good) && (other is null || !Counterfeits.IsSame(t.Text, other)))
            .ToImmutableArray();
        var kind = state.Kind(token.Name);
        foreach (var draft in Drafts(token, session).Take(1))
        {
            await state.ExpectRefusedAsync(
                $"a forged {token.Name} token",
                Refusal.Unknown,
                texts.Select(t => new Attempt(
                    t.How,
                    state.Presenting(draft.Operation, kind, t.Text, session, draft.Alternative),
                    Live(draft)
                )),
                null
            );
        }
    }

    private async Task WarmAsync(TokenName token, ClientSession session, bool isDocumented)
    {
        foreach (var draft in Drafts(token, session).Take(1))
        {
            var attempts = isDocumented
                ? Formed(draft, () => Presenting(draft, token, session), isDocumented)
                : RequestForms.OfUrl().Select(f => Changed(f, () => Presenting(draft, token, session), Live(draft)));
            foreach (var attempt in attempts)
                await state.TryToSendAsync(attempt);
        }
    }

    private Task ExpectRevokedAsync(TokenName token, ClientSession session, Func<RequestDraft, IEnumerable<Attempt>> attempts) =>
        ExpectAsync(token, session, $"a revoked {token.Name} token", Refusal.Revoked, attempts);

    private async Task ExpectAsync(
        TokenName token,
        ClientSession session,
        string what,
        Refusal reason,
        Func<RequestDraft, IEnumerable<Attempt>> attempts
    )
    {
        await ExpectPlainAsync();
        foreach (var (number, draft) in Drafts(token, session).Index())
        {
            var all = attempts(draft);
            var isPart = number >= WholeOperations && state.Depth != RunDepth.Deep;
            await state.ExpectRefusedAsync(
                what,
                reason,
                isPart ? all.Where((_, i) => i % PartOfOthers == number % PartOfOthers) : all,
                ExpectPlainAsync
            );
        }

        async Task ExpectPlainAsync()
        {
            foreach (var reply in await state.TryAsync(token.Name, state.TokenOf(session, token.Name), session))
                state.Oracle.ExpectRefused(reply, reason);
        }
    }

    // The plain requests, one for each operation and each way that a live token was let in by.
    private IEnumerable<RequestDraft> Drafts(TokenName token, ClientSession? session)
    {
        if (token.Name == "refresh")
        {
            var refresh =
                state.Subject.Roles.Refresh ?? throw new NotApplicableException("The contract has no operation with the role refresh.");
            return
            [
                state.Presenting(
                    refresh,
                    state.Subject.Roles.RefreshKind,
                    session?.Tokens.GetValueOrDefault(state.Subject.Roles.RefreshKind),
                    session
                ),
            ];
        }

        var most = state.Depth == RunDepth.Deep ? int.MaxValue : MostOperations;
        return state
            .Subject.Protected.Take(most)
            .SelectMany(o => state.OpenAlternatives(o).Select(a => (Operation: o, Way: a)))
            .Take(most)
            .Select(w =>
                state.Presenting(
                    w.Operation,
                    state.Subject.Roles.AccessKind,
                    session?.Tokens.GetValueOrDefault(state.Subject.Roles.AccessKind),
                    session,
                    w.Way
                )
            );
    }

    private RequestDraft Presenting(RequestDraft plain, TokenName token, ClientSession? session) =>
        state.Presenting(
            plain.Operation,
            state.Kind(token.Name),
            session?.Tokens.GetValueOrDefault(state.Kind(token.Name)),
            session,
            plain.Alternative
        );

    private Reply? Live(RequestDraft plain) => state.OpenedBy(plain.Operation, plain.Alternative);

    private IEnumerable<Attempt> Spelled(RequestDraft plain, TokenName token, ClientSession session, string dead)
    {
        var kind = state.Kind(token.Name);
        foreach (var (how, text) in Spellings.Of(dead))
            yield return new Attempt(how, state.Presenting(plain.Operation, kind, text, session, plain.Alternative), Live(plain));
        var places = plain.Alternative?.Slots.Where(s => s.Kind == kind).Select(s => s.Places[0]) ?? [];
        foreach (var change in places.SelectMany(p => Spellings.Around(p, dead)))
            yield return Changed(change, () => Presenting(plain, token, session), Live(plain));
    }

    private IEnumerable<Attempt> Formed(RequestDraft plain, Func<RequestDraft> fresh, bool isDocumented)
    {
        var live = Live(plain);
        var etag = live?.Header("ETag") is [var first, ..] ? first : null;
        var forms = isDocumented
            ? RequestForms.Documented(plain.Operation, etag, state.Requests.ValueOf)
            : RequestForms.Undocumented(plain.Operation, IsMethod);
        return forms.Select(f => Changed(f, fresh, live));

        bool IsMethod(string method) => state.Subject.Contract.Operations.Any(o => o.Path == plain.Operation.Path && o.Method == method);
    }

    private IEnumerable<Attempt> Elsewhere(RequestDraft plain, TokenName token, ClientSession session, bool isLive = false)
    {
        var text = state.TokenOf(session, token.Name);
        ImmutableArray<Contracts.Expressions.Expression> documented =
        [
            .. plain.Operation.Session!.Alternatives.SelectMany(a => a.Places).Select(p => p.Expression).Distinct(),
        ];
        foreach (var change in OtherPlaces.Of(plain.Operation, documented, text))
        {
            // Asked by a check of its own (RFC 6750, section 2.3).
            if (!isLive || change.How != "in the query parameter \"access_token\"")
                yield return Changed(change, () => Presenting(plain, token, null), Live(plain));
        }

        if (isLive)
            yield break;
        var cookies = Cookies(session);
        if (cookies.Length == 0)
            yield break;
        foreach (
            var (how, beside) in ((string, ClientSession?)[])
                [("beside the cookies that were set", session), ("by the cookies that were set", null)]
        )
            yield return Changed((how, d => d.Headers.AddRange(cookies)), () => Presenting(plain, token, beside), Live(plain));
    }

    // All that any answer before the logout had the session's client keep, but for the tokens that the session is known by. Another session's client is another one.
    private ImmutableArray<HeaderLine> Cookies(ClientSession session)
    {
        var own = session.Tokens.Values.Concat(session.Replaced.Select(r => r.Token)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. state
                .Conversation.Replies.TakeWhile(r => r.Request.Operation.Role != Role.Logout)
                .Where(r => r.IsSuccess && r.Request.Tokens.Values.Concat(LogIn.TokensIn(r).Values).All(own.Contains))
                .SelectMany(r => r.Header("Set-Cookie"))
                .Select(SetCookies.Pair)
                .OfType<(string Name, string Value)>()
                .Where(c => c.Value.Length > 0 && !own.Contains(c.Value) && !own.Contains(Uri.UnescapeDataString(c.Value)))
                .DistinctBy(c => (c.Name, c.Value))
                .Select(c => new HeaderLine("Cookie", $"{c.Name}={c.Value}")),
        ];
    }

    private static Attempt Changed((string How, Action<RequestDraft> Change) form, Func<RequestDraft> fresh, Reply? live)
    {
        var draft = fresh();
        form.Change(draft);
        return new Attempt(form.How, draft, live);
    }
}
