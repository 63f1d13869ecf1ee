using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>What protected operations give a session that lives by it: links, tickets, streams.</summary>
[Binding]
internal sealed class GivenSteps(ScenarioState state)
{
    [Given(
        "{session} has been given what it can get",
        Description = "Each protected operation that issues something is asked for it, and what it gives is accepted where it belongs.",
        Example = "the session has been given what it can get"
    )]
    public async Task Get(ClientSession session)
    {
        foreach (var operation in state.Subject.Roles.Protected.Where(o => !o.Session!.Issues.IsEmpty))
        {
            var reply = await state.SendAsync(state.Requests.Build(operation, session.Tokens));
            state.Oracle.ExpectAccepted(reply);
            foreach (var (kind, token) in LogIn.TokensIn(reply))
                session.Given[kind] = token;
        }

        foreach (var reply in await RedeemAsync(session))
            state.Oracle.ExpectAccepted(reply);
    }

    [Then(
        "what {session} was given is refused",
        Description = "What the logout revokes of it opens nothing any more.",
        Example = "what the session was given is refused"
    )]
    public async Task IsRefused(ClientSession session)
    {
        foreach (var reply in await RedeemAsync(session))
            state.Oracle.ExpectRefused(reply, Refusal.Revoked);
    }

    private async Task<List<Reply>> RedeemAsync(ClientSession session)
    {
        var replies = new List<Reply>();
        foreach (var (kind, token) in session.Given)
        {
            if (state.Subject.Roles.RevokedByLogout(kind) is not (RevocationScope.Session or RevocationScope.User))
                continue;
            foreach (var operation in state.Subject.Roles.Protected.Where(o => ContractUnderTest.Slot(o, kind) is not null))
            {
                state.NoteUse(token);
                replies.Add(await state.SendAsync(state.Presenting(operation, kind, token, session)));
            }
        }

        return replies;
    }
}
