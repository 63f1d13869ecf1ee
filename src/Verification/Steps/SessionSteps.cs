using System.Text;
using Conformance.Sessions;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Begins sessions. Each is a login of its own, and its access token is tried before anything is made of it.</summary>
[Binding]
internal sealed class SessionSteps(ScenarioState state)
{
    [Given("a session", Description = "A user logs in, and the access token is accepted at every protected operation.")]
    public Task Begin() => BeginAsync("the session", user: 0);

    [Given("a sibling session of the same user", Description = "The same user logs in once more.")]
    public Task BeginSibling() => BeginAsync("the sibling session", user: 0);

    [Given("a session of another user", Description = "Another user logs in; without a second user the scenario does not apply.")]
    public Task BeginOther() => BeginAsync("the other user's session", user: 1);

    [Given(
        "a session of a user with a look-alike name",
        Description = "Another user's whose name is the first one's but for capitals, blanks and dots around it or the width of letters; without one the scenario does not apply."
    )]
    public async Task BeginLookAlike()
    {
        var first = state.User(0);
        var index = state
            .Target.Users.ToList()
            .FindIndex(u => first is not null && u.Name != first.Name && Alike(u.Name) == Alike(first.Name));
        if (index < 0)
            throw new NotApplicableException(
                $"No user is known whose name looks like the first one's. Name one with {state.Target.Names.Users} to have scenarios about the two."
            );
        await BeginAsync("the look-alike's session", index);
    }

    [Given(
        "refreshing works",
        Description = "A session that is used for nothing else is refreshed, so that a refusal later means something."
    )]
    public async Task RefreshTwin()
    {
        var twin = await LogIn.AsUserAsync(state, "a twin session", state.User(0));
        var reply = await state.RefreshAsync(state.TokenOf(twin, "refresh"), twin);
        state.Oracle.ExpectAccepted(reply);
        state.NoteOpened(reply);
    }

    [Given("{session} has logged out", Description = "The documented logout succeeds.", Example = "the session has logged out")]
    public async Task HasLoggedOut(ClientSession session)
    {
        // A logout that ends all sessions of the user has ended this one as well, and may refuse its tokens by now.
        var isOver = state.Logout.Session!.Revokes.Contains(RevocationScope.User) && state.HasLoggedOut;
        var reply = await state.SendAsync(state.BuildLogout(session.Tokens));
        if (!isOver || !ContractOracle.Refuses(reply))
            state.Oracle.ExpectLoggedOut(reply);
    }

    [Given(
        "{session} has logged out without its {token}",
        Description = "A logout that leaves a token out; where that is refused the scenario does not apply.",
        Example = "the session has logged out without its refresh token"
    )]
    public async Task HasLoggedOutWithout(ClientSession session, TokenName token)
    {
        var presented = new Dictionary<int, string>(session.Tokens);
        presented.Remove(state.Kind(token.Name));
        var reply = await state.SendAsync(state.BuildLogout(presented));
        if (ContractOracle.IsRejected(reply))
            throw new NotApplicableException($"The target refuses a logout without the {token.Name} token, as it may.");
        state.Oracle.ExpectLoggedOut(reply);
    }

    [Given(
        "{session} has been refreshed",
        Description = "The session has new tokens; the ones before are its old tokens.",
        Example = "the session has been refreshed"
    )]
    public async Task HasBeenRefreshed(ClientSession session)
    {
        var reply = await state.RefreshAsync(state.TokenOf(session, "refresh"), session);
        state.Oracle.ExpectAccepted(reply);
        session.Take(LogIn.TokensIn(reply));
    }

    [Given(
        "the lifetime of the {token} has passed",
        Description = "The target's clock is moved beyond the documented lifetime, or the run waits.",
        Example = "the lifetime of the access token has passed"
    )]
    public Task LifetimeHasPassed(TokenName token) => state.PassLifetimeAsync(state.Kind(token.Name));

    [When(
        "the lifetime of the {token} passes",
        Description = "The target's clock is moved beyond the documented lifetime, or the run waits.",
        Example = "the lifetime of the access token passes"
    )]
    public Task LifetimePasses(TokenName token) => state.PassLifetimeAsync(state.Kind(token.Name));

    [When(
        "all but a minute of the lifetime of the {token} passes",
        Description = "The target's clock is moved to a minute before the end of the documented lifetime, or the run waits.",
        Example = "all but a minute of the lifetime of the access token passes"
    )]
    public Task MostOfLifetimePasses(TokenName token) =>
        state.PassAsync(state.LifetimeOf(state.Kind(token.Name)) - TimeSpan.FromMinutes(1));

    [When(
        "the exp of the {token} of {session} comes",
        Description = "The target's clock is moved to the second that the claim names (RFC 7519, section 4.1.4), or the run waits.",
        Example = "the exp of the access token of the session comes"
    )]
    public Task ExpiryComes(TokenName token, ClientSession session) => state.PassUntilExpiryAsync(state.TokenOf(session, token.Name));

    [When("{duration} pass/passes", Description = "The target's clock is moved, or the run waits.", Example = "PT59M pass")]
    public Task Passes(TimeSpan time) => state.PassAsync(time);

    private static string Alike(string name) => name.Normalize(NormalizationForm.FormKC).Trim(' ', '.').ToUpperInvariant();

    private async Task BeginAsync(string name, int user)
    {
        var session = state.Keep(await LogIn.AsUserAsync(state, name, state.User(user)));
        if (!state.Subject.Protected.IsEmpty)
            await state.ExpectOpenAsync(session);
    }
}
