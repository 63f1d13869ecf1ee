using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Takes any number of sessions of two users on any way, with every token that they have had: what <c>conform explore</c> writes with.</summary>
[Binding]
internal sealed class SequenceSteps(ScenarioState state)
{
    [Given(
        "{user} logs in as session {int}",
        Description = "A login of its own, whose tokens are not tried. The session is session 1, session 2 and so on from then on.",
        Example = "the first user logs in as session 1"
    )]
    [When(
        "{user} logs in as session {int}",
        Description = "A login of its own, whose tokens are not tried. The session is session 1, session 2 and so on from then on.",
        Example = "the first user logs in as session 1"
    )]
    public async Task Begin(UserPosition user, int number) =>
        state.Keep(await LogIn.AsUserAsync(state, $"session {number}", state.User(user.Index)));

    [Then("{user} can log in", Description = "A login gives tokens.", Example = "the second user can log in")]
    public async Task CanLogIn(UserPosition user)
    {
        try
        {
            await LogIn.AsUserAsync(state, "a new session", state.User(user.Index));
        }
        catch (LoginFailedException exception)
        {
            throw new CheckFailedException(exception.Miss);
        }
    }

    [When(
        "{session} uses its {token} number {int}",
        Description = "The access token at every protected operation, a refresh token at the refresh. Tokens of a kind are counted from the login's, which is number 1, through all refreshes.",
        Example = "session 1 uses its access token number 1"
    )]
    public async Task UseNumbered(ClientSession session, TokenName token, int number) =>
        state.Replies = await state.TryAsync(token.Name, Numbered(session, token.Name, number), session);

    [When(
        "{session} logs out with its {token} number {int}",
        Description = "The documented logout with one of the tokens that the session has had, and its own others.",
        Example = "session 1 logs out with its access token number 1"
    )]
    public Task LogOutNumbered(ClientSession session, TokenName token, int number)
    {
        var kind = state.Kind(token.Name);
        if (ContractUnderTest.Slot(state.Logout, kind) is null)
            throw new NotApplicableException($"The logout takes no {token.Name} token.");
        var draft = state.BuildLogout(new Dictionary<int, string>(session.Tokens) { [kind] = Numbered(session, token.Name, number) });
        draft.JudgedKind = kind;
        return state.AskAsync(draft);
    }

    [When(
        "{session} asks for {string}",
        Description = "An operation of the contract by its method and path, with the session's tokens: another logout, or one that ends sessions.",
        Example = "session 1 asks for \"POST /logout/everywhere\""
    )]
    public Task Ask(ClientSession session, string operation) =>
        state.AskAsync(state.Requests.Build(state.OperationOf(operation), session.Tokens));

    private string Numbered(ClientSession session, string name, int number)
    {
        var had = session.Had(state.Kind(name));
        return number >= 1 && number <= had.Count
            ? had[number - 1]
            : throw new NotApplicableException($"{session.Name} has had {had.Count} {name} tokens, and no number {number}.");
    }
}
