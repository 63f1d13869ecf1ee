using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Judges answers and sessions as a whole.</summary>
[Binding]
internal sealed class OutcomeSteps(ScenarioState state)
{
    [Then("the logout succeeds", Description = "The documented success: its status, media type, headers and schema.")]
    public void LogoutSucceeds()
    {
        state.Oracle.ExpectLoggedOut(state.Reply);
        state.Oracle.ExpectDocumented(state.Reply);
    }

    [Then("it is accepted", Description = "Every answer is a documented success.")]
    public void Accepted()
    {
        foreach (var reply in state.Replies)
            state.Oracle.ExpectAccepted(reply);
    }

    [Then(
        "it is refused as {reason}",
        Description = "Every answer is the one that the contract documents for this reason, by its status, and by its condition where it has one.",
        Example = "it is refused as revoked"
    )]
    public void Refused(ReasonName reason)
    {
        foreach (var reply in state.Replies)
        {
            CheckMinded(reply.Request, reason.Reason);
            state.Oracle.ExpectRefused(reply, reason.Reason);
        }
    }

    // What a contract says that an operation does not mind is no reason to refuse.
    private void CheckMinded(RequestDraft request, Refusal reason)
    {
        var kind = request.JudgedKind ?? state.Subject.Roles.AccessKind;
        if (
            ContractUnderTest.Slot(request.Operation, kind) is { } slot
            && ((slot.Tolerates | slot.Honours) & reason.Tolerance()) != Tolerance.None
        )
            throw new NotApplicableException(
                $"{request.Operation} does not mind it, as the contract says: its {state.Subject.Policy!.Kinds[kind].Name} token may be {reason.Name()}."
            );
    }

    [Then(
        "it is rejected",
        Description = "Every answer is 4xx, but neither 404 nor 405, or a refusal that the contract tells by its condition."
    )]
    public void Rejected()
    {
        foreach (var reply in state.Replies)
            state.Oracle.ExpectRejected(reply);
    }

    [Then(
        "the method is refused",
        Description = "The answer is 405 or another one of 4xx, a redirect, or 501; or it is not what the logout answers, so that something else stands there."
    )]
    public async Task MethodRefused()
    {
        var reply = state.Reply;
        ContractOracle.CheckJudgeable(reply);
        if (reply.Status is (>= 300 and < 500) or 501)
            return;
        // A server may have more operations than its contract: one that tells of the session stands beside one that ends it.
        if (reply.IsSuccess && await LogOutAsDocumentedAsync() is { IsSuccess: true } logout && !Attempt.IsAnsweredAs(reply, logout))
            return;
        throw state.Oracle.NotRejected("405, because the contract documents no such method", reply);
    }

    // In a session of somebody else where a logout ends all of its user's; null where there is nobody else.
    private async Task<Reply?> LogOutAsDocumentedAsync()
    {
        if (state.Subject.EndsAllSessions && state.Target.Users.Length < 2)
            return null;
        var session = await LogIn.AsUserAsync(state, "another session", state.User(state.Subject.EndsAllSessions ? 1 : 0));
        return await state.SendAsync(state.BuildLogout(session.Tokens));
    }

    [Then(
        "the answer/answers is/are as documented",
        Description = "Status, media type, headers and body are as the operation documents them.",
        Example = "the answer is as documented"
    )]
    public void Documented()
    {
        foreach (var reply in state.Replies)
            state.Oracle.ExpectDocumented(reply);
    }

    [Then(
        "the {token} of {session} is accepted",
        Description = "The token opens what its kind opens.",
        Example = "the access token of the session is accepted"
    )]
    public Task TokenAccepted(TokenName token, ClientSession session) => state.ExpectAcceptedAsync(token.Name, session, GroundOf(session));

    [Then(
        "the {token} of {session} is refused",
        Description = "The token is refused everywhere as the contract documents it for a revoked one.",
        Example = "the access token of the session is refused"
    )]
    public Task TokenRefused(TokenName token, ClientSession session) => TokenRefusedAs(token, session, new ReasonName(Refusal.Revoked));

    [Then(
        "the {token} of {session} is refused {int} times over",
        Description = "Once everywhere, then again and again, an access token at one operation after the other: three times at --depth quick, four times as often at --depth deep.",
        Example = "the access token of the session is refused 25 times over"
    )]
    public async Task TokenRefusedAgain(TokenName token, ClientSession session, int times)
    {
        var tries = state.Depth switch
        {
            RunDepth.Quick => Math.Min(times, 3),
            RunDepth.Deep => times * 4,
            _ => times,
        };
        await TokenRefused(token, session);
        var text = state.TokenOf(session, token.Name);
        for (var i = 1; i < tries; i++)
        {
            foreach (var reply in await state.TryAsync(token.Name, text, session, only: i))
                state.Oracle.ExpectRefused(reply, Refusal.Revoked);
        }
    }

    [Then(
        "the {token} of {session} is refused as {reason}",
        Description = "The token is refused everywhere as the contract documents it.",
        Example = "the access token of the session is refused as expired"
    )]
    public async Task TokenRefusedAs(TokenName token, ClientSession session, ReasonName reason)
    {
        foreach (var reply in await state.TryAsync(token.Name, state.TokenOf(session, token.Name), session))
            state.Oracle.ExpectRefused(reply, reason.Reason);
        if (reason.Reason == Refusal.Revoked)
            state.Dead.Add(token.Name, state.TokenOf(session, token.Name), session.Tokens, state.Time.GetUtcNow());
    }

    [Then(
        "the old {token} of {session} is refused",
        Description = "The token that a refresh has replaced is refused everywhere; where a refresh gives the same one again the scenario does not apply.",
        Example = "the old access token of the session is refused"
    )]
    public async Task OldTokenRefused(TokenName token, ClientSession session)
    {
        if (!session.Old.TryGetValue(state.Kind(token.Name), out var old))
            throw new NotApplicableException($"The refresh gives the same {token.Name} token again.");
        foreach (var reply in await state.TryAsync(token.Name, old, session))
            state.Oracle.ExpectRefused(reply, Refusal.Revoked);
        state.Dead.Add(token.Name, old, session.Tokens, state.Time.GetUtcNow());
    }

    [Then(
        "{session} still works",
        Description = "Its access token is accepted, and so is its refresh token where there is one.",
        Example = "the sibling session still works"
    )]
    public async Task StillWorks(ClientSession session)
    {
        var ground = GroundAfterLogout(session);
        await state.ExpectAcceptedAsync("access", session, ground);
        if (state.Subject.Roles.RefreshKind >= 0 && state.Subject.Roles.RefreshKind != state.Subject.Roles.AccessKind)
            await state.ExpectAcceptedAsync("refresh", session, ground);
    }

    [Then("a new login works", Description = "The user logs in again, and the new access token is accepted.")]
    public async Task NewLoginWorks()
    {
        var session = await FreshAsync();
        if (!state.Subject.Protected.IsEmpty)
            await state.ExpectAcceptedAsync("access", session, Ground.FreshToken);
    }

    private Ground GroundOf(ClientSession session) =>
        session.IsNumbered ? state.Endings.GroundOf(session)
        : state.HasLoggedOut ? GroundAfterLogout(session)
        : session.IsRefreshed ? Ground.RefreshedToken
        : Ground.None;

    private Ground GroundAfterLogout(ClientSession session) =>
        session.Name switch
        {
            "the sibling session" => Ground.SiblingSession,
            "the other user's session" or "the look-alike's session" => Ground.OtherUser,
            _ when state.HasLoggedOut => Ground.KeptToken,
            _ => Ground.RefusedLogout,
        };

    private async Task<ClientSession> FreshAsync()
    {
        try
        {
            return await LogIn.AsUserAsync(state, "a new session", state.User(0));
        }
        catch (LoginFailedException exception)
        {
            throw new CheckFailedException(
                exception.Miss with
                {
                    Expected = "a login that works after a logout",
                    Found = exception.Message.TrimEnd('.'),
                }
            );
        }
    }
}
