using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Tries tokens at the protected operations and at the refresh.</summary>
[Binding]
internal sealed class UseSteps(ScenarioState state)
{
    [When(
        "{session} uses its {token}",
        Description = "The access token at every protected operation; a refresh token at the refresh.",
        Example = "the session uses its access token"
    )]
    public async Task Use(ClientSession session, TokenName token) =>
        state.Replies = await state.TryAsync(token.Name, state.TokenOf(session, token.Name), session);

    [When(
        "{session} uses its access token from a made-up origin",
        Description = "At the first protected operation, with an Origin that no server has a reason to know.",
        Example = "the session uses its access token from a made-up origin"
    )]
    public async Task UseFromOrigin(ClientSession session)
    {
        if (state.Subject.Protected.FirstOrDefault(o => state.OpenAlternatives(o).Any()) is not { } operation)
            throw new NotApplicableException("The contract has no protected operation at which an access token could be tried.");
        var token = state.TokenOf(session, "access");
        state.NoteUse(token);
        var draft = state.Presenting(operation, state.Subject.Roles.AccessKind, token, session, state.OpenAlternatives(operation).First());
        draft.SetHeader("Origin", RequestDraft.MadeUpOrigin);
        await state.AskAsync(draft);
    }

    [When(
        "{session} uses a/an {forgery} {token}",
        Description = "A bad token where the good one opens something.",
        Example = "the session uses a tampered access token"
    )]
    public async Task UseForged(ClientSession session, ForgeryName forgery, TokenName token) =>
        state.Replies = await state.TryAsync(token.Name, state.Forge(forgery.Forgery, session, token), session);

    [When(
        "{session} uses its {token} as {token}",
        Description = "One kind of token where another belongs.",
        Example = "the session uses its access token as refresh token"
    )]
    public async Task UseAs(ClientSession session, TokenName token, TokenName other) =>
        state.Replies = await state.TryAsync(other.Name, state.TokenOf(session, token.Name), session);

    [When(
        "{session} uses each other kind of token as access token",
        Description = "Every token of the session that is no access token, at every protected operation.",
        Example = "the session uses each other kind of token as access token"
    )]
    public async Task UseOtherKinds(ClientSession session)
    {
        var others = session.Tokens.Where(t => t.Key != state.Subject.Roles.AccessKind).Select(t => t.Value).ToList();
        if (others.Count == 0)
            throw new NotApplicableException("The session has no other kind of token.");
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var other in others)
            replies.AddRange(await state.UseAsync(other, session));
        state.Replies = replies.ToImmutable();
    }

    [When(
        "{session} sends its access token in the URL",
        Description = "As the query parameter access_token (RFC 6750, section 2.3) and nowhere else.",
        Example = "the session sends its access token in the URL"
    )]
    public async Task UseInUrl(ClientSession session)
    {
        var draft = WithoutAccessToken(session);
        if (
            draft
                .Operation.Session!.Slots.SelectMany(s => s.Places)
                .Any(p => p.Expression is { Source: ExpressionSource.RequestQuery, Name: "access_token" })
        )
            throw new NotApplicableException("The contract documents that the token travels there.");
        draft.Query.Add(new("access_token", state.TokenOf(session, "access")));
        (draft.Flaw, draft.IsTokenFlaw) = ("an access token in the URL", true);
        await state.AskAsync(draft);
    }

    [Then(
        "the URL has opened nothing to {session}",
        Description = "The answer is no success, or the one that is given without the token as well.",
        Example = "the URL has opened nothing to the session"
    )]
    public async Task UrlOpenedNothing(ClientSession session)
    {
        var reply = state.Reply;
        if (!ContractOracle.IsAccepted(reply))
            return;
        var without = await state.SendAsync(WithoutAccessToken(session));
        if (without.Status != reply.Status || !without.Body.Span.SequenceEqual(reply.Body.Span))
            throw state.Oracle.NotRejected("a refusal, or the answer that is given without a token", reply);
    }

    [When("someone uses the protected operations without a token")]
    public async Task UseNothing() => state.Replies = await state.UseAsync(null);

    [When("someone refreshes without a token")]
    public async Task RefreshNothing() => state.Replies = [await state.RefreshAsync(null)];

    [When(
        "{session} refreshes",
        Description = "The refresh with the session's tokens, which are then the new ones.",
        Example = "the session refreshes"
    )]
    public async Task Refresh(ClientSession session)
    {
        var reply = await state.RefreshAsync(state.TokenOf(session, "refresh"), session);
        if (reply.IsSuccess)
            session.Take(LogIn.TokensIn(reply));
        state.Replies = [reply];
    }

    [When(
        "{session} replays the refresh token that it had before",
        Description = "The refresh token of before the last refresh; where a refresh gives the same one again, that one.",
        Example = "the session replays the refresh token that it had before"
    )]
    public async Task Replay(ClientSession session)
    {
        var kind = state.Subject.Roles.RefreshKind;
        var reply = await state.RefreshAsync(session.Old.GetValueOrDefault(kind) ?? state.TokenOf(session, "refresh"), session);
        reply.Request.Defect = Refusal.Reused;
        state.Replies = [reply];
    }

    [When("someone logs in", Description = "The contract's login, with the first user's credentials.")]
    public async Task LogInPlainly()
    {
        // Where the login stands outside of the contract there is no answer to look at.
        if (state.Subject.Roles.Login is null)
        {
            await LogIn.AsUserAsync(state, "a new session", state.User(0));
            return;
        }

        await state.AskAsync(await LoginAsync());
    }

    [When("someone logs in with a broken body", Description = "The contract's login with a body that is cut in the middle.")]
    public async Task LogInBroken()
    {
        var draft = await LoginAsync();
        draft.RawBody = state.Broken(draft);
        draft.Flaw = "a body that is not as documented";
        await state.AskAsync(draft);
    }

    [When(
        "someone logs in with the media type {string}",
        Description = "The contract's login with another Content-Type over the same body.",
        Example = "someone logs in with the media type \"application/xml\""
    )]
    public async Task LogInWithMediaType(string type)
    {
        var draft = await LoginAsync();
        if (draft.Text is null)
            throw new NotApplicableException("The login takes no body.");
        draft.ContentType = type;
        draft.Flaw = "another media type than the documented one";
        await state.AskAsync(draft);
    }

    [When("someone logs in with a wrong password")]
    public async Task LogInWrongly()
    {
        var login = state.Subject.Roles.Login ?? throw new NotApplicableException("The contract has no operation with the role login.");
        if (login.Session is { Secret.IsEmpty: true, Assertion: null })
            throw new NotApplicableException("The login takes no password.");
        var user = state.User(0) ?? throw new NotApplicableException("No user is known to log in with.");
        var draft = state.Requests.Build(
            login,
            await TokensForAsync(login, user),
            user with
            {
                Secret = user.Secret + "-wrong",
                Assertion = user.Assertion is { } assertion ? TokenForge.Make(Forgery.Tampered, assertion) : null,
            }
        );
        draft.Flaw = "a wrong password";
        await state.AskAsync(draft);
    }

    private RequestDraft WithoutAccessToken(ClientSession session)
    {
        if (state.Subject.Protected is not [var operation, ..])
            throw new NotApplicableException("The contract has no protected operation.");
        var tokens = new Dictionary<int, string>(session.Tokens);
        tokens.Remove(state.Subject.Roles.AccessKind);
        return state.Requests.Build(operation, tokens);
    }

    // What a login itself has to present is had by a login of its own, and nobody logs in for nothing.
    private async Task<IReadOnlyDictionary<int, string>> TokensForAsync(Operation login, UserCredentials user)
    {
        LogIn.CheckIsKnown(state, user);
        return login.Session!.Slots.IsEmpty
            ? new Dictionary<int, string>()
            : (await LogIn.AsUserAsync(state, "a twin session", user)).Tokens;
    }

    private async Task<RequestDraft> LoginAsync()
    {
        var login = state.Subject.Roles.Login ?? throw new NotApplicableException("The contract has no operation with the role login.");
        var user = state.User(0) ?? throw new NotApplicableException("No user is known to log in with.");
        return state.Requests.Build(login, await TokensForAsync(login, user), user);
    }
}
