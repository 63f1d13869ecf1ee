using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Validation;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Takes sessions on other ways to their logout than the shortest.</summary>
[Binding]
internal sealed class PathSteps(ScenarioState state)
{
    [Given("a session that nobody has used yet", Description = "A user logs in, and the tokens are not tried.")]
    public async Task BeginUnused() => state.Keep(await LogIn.AsUserAsync(state, "the session", state.User(0)));

    [Given(
        "{session} has used its access token {int} times",
        Description = "Uses of the first protected operation, each of them accepted.",
        Example = "the session has used its access token 40 times"
    )]
    public async Task HasUsed(ClientSession session, int times)
    {
        if (state.Subject.Protected is not [var operation, ..] || state.OpenAlternatives(operation).FirstOrDefault() is not { } way)
            throw new NotApplicableException("The contract has no protected operation at which an access token could be tried.");
        var token = state.TokenOf(session, "access");
        state.NoteUse(token);
        for (var i = 0; i < times; i++)
            state.Oracle.ExpectAccepted(
                await state.SendAsync(state.Presenting(operation, state.Subject.Roles.AccessKind, token, session, way)),
                Ground.FreshToken
            );
    }

    [Given(
        "{session} has been refreshed {int} times",
        Description = "Each refresh takes the token that the one before it gave.",
        Example = "the session has been refreshed 2 times"
    )]
    public async Task HasBeenRefreshed(ClientSession session, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var reply = await state.RefreshAsync(state.TokenOf(session, "refresh"), session);
            state.Oracle.ExpectAccepted(reply);
            session.Take(LogIn.TokensIn(reply));
        }
    }

    [Then(
        "every {token} that {session} has had is refused",
        Description = "The token of now and all those that refreshes have replaced.",
        Example = "every access token that the session has had is refused"
    )]
    public async Task EveryTokenRefused(TokenName token, ClientSession session)
    {
        var kind = state.Kind(token.Name);

        // A logout that ends the token it is given leaves those before to the refresh that replaced them.
        var roles = state.Subject.Roles;
        var isOfRefresh = kind == roles.RefreshKind && roles.RevokedByLogout(kind) == RevocationScope.Presented;
        var reason = isOfRefresh ? Refusal.Reused : Refusal.Revoked;
        foreach (var text in session.Replaced.Where(r => r.Kind == kind).Select(r => r.Token))
        {
            // It is both, and a server may say either.
            foreach (
                var reply in (await state.TryAsync(token.Name, text, session)).Where(r => !r.Request.Operation.IsRefusal(r, Refusal.Reused))
            )
                state.Oracle.ExpectRefused(reply, reason);
        }

        foreach (var reply in await state.TryAsync(token.Name, state.TokenOf(session, token.Name), session))
            state.Oracle.ExpectRefused(reply, Refusal.Revoked);
    }

    [When(
        "{session} replays the first refresh token that it had",
        Description = "The refresh with the oldest of the tokens that were replaced.",
        Example = "the session replays the first refresh token that it had"
    )]
    public async Task ReplayFirst(ClientSession session)
    {
        var kind = state.Kind("refresh");
        if (session.Replaced.Find(r => r.Kind == kind).Token is not { } first)
            throw new NotApplicableException("The refresh gives the same refresh token again.");
        state.Replies = [await state.RefreshAsync(first, session)];
    }

    [When(
        "{session} logs out with the access token that it had before",
        Description = "The documented logout with an access token that a refresh has replaced and that still opens something.",
        Example = "the session logs out with the access token that it had before"
    )]
    public async Task LogOutWithOlder(ClientSession session)
    {
        var kind = state.Subject.Roles.AccessKind;
        if (!session.Old.TryGetValue(kind, out var old))
            throw new NotApplicableException("The refresh gives the same access token again.");
        if (!(await state.UseAsync(old, session)).All(ContractOracle.IsAccepted))
            throw new NotApplicableException("The target takes no access token that a refresh has replaced, as it may.");
        var tokens = new Dictionary<int, string>(session.Tokens) { [kind] = old };
        await state.AskAsync(state.BuildLogout(tokens));
    }

    [Then(
        "either it has ended what it says of {session}, or nothing of {session}",
        Description = "After a logout with tokens of two sessions: where it succeeds, what it revokes of the first is refused; where it is refused, both still work.",
        Example = "either it has ended what it says of the session, or nothing of the sibling session"
    )]
    public async Task EndedOrNot(ClientSession session, ClientSession other)
    {
        // One of several ways to present the tokens may be taken where another one is not.
        if (state.Replies.FirstOrDefault(r => !ContractOracle.IsRejected(r)) is not { } accepted)
        {
            await ExpectAliveAsync(session, Ground.RefusedLogout);
            await ExpectAliveAsync(other, Ground.RefusedLogout);
            return;
        }

        state.Oracle.ExpectLoggedOut(accepted);
        var roles = state.Subject.Roles;
        if (roles.RevokedByLogout(roles.AccessKind) != RevocationScope.None)
        {
            // Whoever holds the refresh token may own the session that ends.
            var isOfHolder = state.Logout.Session!.IsHolder || ContractUnderTest.Slot(state.Logout, roles.AccessKind) is null;
            var ended = isOfHolder ? other : session;
            foreach (var reply in await state.UseAsync(state.TokenOf(ended, "access"), ended))
                state.Oracle.ExpectRefused(reply, Refusal.Revoked);
        }

        if (roles.RevokedByLogout(roles.RefreshKind) == RevocationScope.Presented)
            state.Oracle.ExpectRefused(await state.RefreshAsync(state.TokenOf(other, "refresh"), other), Refusal.Revoked);
    }

    [Then(
        "{session} is still alive",
        Description = "After a login that was refused: what its access token opens stays open, and so does the refresh.",
        Example = "the session is still alive"
    )]
    public Task StillAlive(ClientSession session) => ExpectAliveAsync(session, Ground.RefusedLogin);

    [When(
        "{session} logs out {int} times in spite of a refusal",
        Description = "Logouts with a malformed access token, none of which may succeed; then the documented one.",
        Example = "the session logs out 1 times in spite of a refusal"
    )]
    public async Task LogOutAfterRefusal(ClientSession session, int times)
    {
        var access = state.Subject.Roles.AccessKind;
        if (ContractUnderTest.Slot(state.Logout, access) is not { } slot)
            throw new NotApplicableException("The logout takes no access token.");
        if ((slot.Tolerates & (Tolerance.Malformed | Tolerance.Unknown)) != Tolerance.None)
            throw new NotApplicableException("The logout tolerates a token that is none.");
        var tokens = new Dictionary<int, string>(session.Tokens)
        {
            [access] = state.Forge(Forgery.Tampered, session, new TokenName("access")),
        };
        for (var i = 0; i < times; i++)
            state.Oracle.ExpectRejected(await state.SendAsync(state.BuildLogout(tokens)));
        await state.AskAsync(state.BuildLogout(session.Tokens));
    }

    private async Task ExpectAliveAsync(ClientSession session, Ground ground)
    {
        await state.ExpectAcceptedAsync("access", session, ground);
        if (state.Subject.Roles.RefreshKind is >= 0 and var refresh && refresh != state.Subject.Roles.AccessKind)
            await state.ExpectAcceptedAsync("refresh", session, ground);
    }
}
