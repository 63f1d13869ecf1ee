using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Operations that end sessions without being the logout, and those that list sessions.</summary>
[Binding]
internal sealed class EndSteps(ScenarioState state)
{
    // Of what a list of another user has.
    private const int MostForeign = 20;

    [Given(
        "a sibling session that is listed",
        Description = "The same user logs in once more, and the list of sessions has one more id then."
    )]
    public async Task BeginListedSibling()
    {
        var sibling = await ListedSiblingAsync(state.Session("the session"));
        state.Keep(sibling);
    }

    [Then(
        "{session} is not listed any more by {session}",
        Description = "The list of the user's sessions no longer has its id.",
        Example = "the sibling session is not listed any more by the session"
    )]
    public async Task IsNotListed(ClientSession ended, ClientSession asking)
    {
        var (ids, reply) = await ListAsync(asking);
        if (ended.ListedId is { } id && ids.Contains(id))
            throw state.Oracle.Miss("a list without the session that was ended", "the list has its id still", reply);
    }

    [Then(
        "no session of {session} is listed by {session}",
        Description = "The lists of two users have no id in common.",
        Example = "no session of the session is listed by the other user's session"
    )]
    public async Task ListedApart(ClientSession one, ClientSession other)
    {
        var (own, _) = await ListAsync(one);
        var (others, reply) = await ListAsync(other);
        if (own.Overlaps(others))
            throw state.Oracle.Miss("a list of the user's own sessions", "one that has those of another user", reply);
    }

    [Then(
        "each end of sessions ends what it says, and no more",
        Description = "Each operation with the role end, from a session that has a sibling: what its \"revokes\" names is refused then, and what it does not name is accepted."
    )]
    public async Task EachEnds()
    {
        string? left = null;
        var hasTried = false;
        foreach (var operation in state.Subject.Roles.Ends)
        {
            if (operation.Session!.Named is not null && state.Subject.Roles.Lists.IsEmpty)
            {
                left = $"{operation} ends a session by its id, and no operation of the contract lists ids.";
                continue;
            }

            hasTried = true;
            await TryAsync(operation);
        }

        if (!hasTried)
            throw new NotApplicableException(left ?? "The contract has no operation with the role end.");
    }

    private async Task TryAsync(Operation operation)
    {
        var own = await LogIn.AsUserAsync(state, "the ending session", state.User(0));
        var sibling = operation.Session!.Named is null
            ? await LogIn.AsUserAsync(state, "its sibling", state.User(0))
            : await ListedSiblingAsync(own);
        var stranger = state.Target.Users.Length > 1 ? await LogIn.AsUserAsync(state, "another user's session", state.User(1)) : null;
        foreach (var session in new[] { own, sibling, stranger }.OfType<ClientSession>())
            await state.ExpectAcceptedAsync("access", session);
        var draft = state.Requests.Build(operation, own.Tokens);
        if (operation.Session.Named is { } place)
            draft.Put(place, sibling.ListedId!);
        state.Oracle.ExpectAccepted(await state.AskAsync(draft));
        if (operation.Session.Named is { } named && stranger is not null)
        {
            // Whatever it answers, the other user's sessions are not this one's to end.
            foreach (var id in (await ListAsync(stranger)).Ids.Take(MostForeign))
            {
                var foreign = state.Requests.Build(operation, own.Tokens);
                foreign.Put(named, id);
                foreign.Flaw = "the id of another user's session";
                await state.SendAsync(foreign);
            }
        }

        foreach (var (name, kind) in Tried())
        {
            var scope = operation.Session.Revokes[kind];
            await ExpectAsync(name, sibling, scope is not (RevocationScope.Others or RevocationScope.Named or RevocationScope.User));
            await ExpectAsync(name, own, scope is not (RevocationScope.Session or RevocationScope.User or RevocationScope.Presented));
            if (stranger is not null)
                await ExpectAsync(name, stranger, lives: true);
        }
    }

    // The access token first: a refresh may replace it.
    private IEnumerable<(string Name, int Kind)> Tried()
    {
        yield return ("access", state.Subject.Roles.AccessKind);
        if (state.Subject.Roles.RefreshKind is >= 0 and var kind && kind != state.Subject.Roles.AccessKind)
            yield return ("refresh", kind);
    }

    private async Task ExpectAsync(string name, ClientSession session, bool lives)
    {
        if (!session.Tokens.ContainsKey(state.Kind(name)))
            return;
        if (lives)
        {
            await state.ExpectAcceptedAsync(name, session);
            return;
        }

        foreach (var reply in await state.TryAsync(name, state.TokenOf(session, name), session))
            state.Oracle.ExpectRefused(reply, Refusal.Revoked);
    }

    private async Task<ClientSession> ListedSiblingAsync(ClientSession asking)
    {
        var (before, _) = await ListAsync(asking);
        var sibling = await LogIn.AsUserAsync(state, "the sibling session", state.User(0));
        var (after, reply) = await ListAsync(asking);
        if (after.Except(before, StringComparer.Ordinal).ToList() is not [var id])
            throw state.Oracle.Miss("a list with one more id after a login", $"{before.Count} ids before and {after.Count} after", reply);
        sibling.ListedId = id;
        return sibling;
    }

    private async Task<(HashSet<string> Ids, Reply Reply)> ListAsync(ClientSession session)
    {
        if (state.Subject.Roles.Lists is not [var operation, ..] || operation.Session!.Lists is not { } places)
            throw new NotApplicableException("The contract has no operation with the role list.");
        var reply = await state.SendAsync(state.Requests.Build(operation, session.Tokens));
        state.Oracle.ExpectAccepted(reply);
        state.Oracle.ExpectDocumented(reply);
        return (reply.IdsAt(places), reply);
    }
}
