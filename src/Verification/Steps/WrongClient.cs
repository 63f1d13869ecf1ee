using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Logs in as a client that shows something else than its own credentials.</summary>
[Binding]
internal sealed class WrongClient(ScenarioState state)
{
    /// <summary>Whether another value than the client's own can be refused for what it is: what the document fixes is its schema's affair.</summary>
    public static bool CanBeTold(ClientCredential credential) => credential is { RefusesOthers: true, Fixed: null };

    [When(
        "someone logs in with each credential of the client wrong in turn",
        Description = "The contract's login with a user's own name and password, as often as it asks for credentials of the client, each time with another value of one of them."
    )]
    public async Task LogInWithEachWrong()
    {
        var login = state.Subject.Roles.Login ?? throw new NotApplicableException("The contract has no operation with the role login.");
        var user = state.User(0) ?? throw new NotApplicableException("No user is known to log in with.");
        var twin = await LogIn.AsUserAsync(state, "a twin session", user);
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var credential in login.Client.Where(CanBeTold).GroupBy(c => c.Name, StringComparer.Ordinal))
        {
            var draft = state.Requests.Build(login, twin.Tokens, user);
            var isSent = false;
            foreach (var place in credential.Select(c => c.Place))
                isSent |= state.Requests.ClientValue(credential.First()) is { } value && Spoil(draft, place, value);
            if (!isSent)
                continue;
            draft.Flaw = $"a wrong \"{credential.Key}\" of the client";
            replies.Add(await state.SendAsync(draft));
        }

        state.Replies =
            replies.Count > 0
                ? replies.ToImmutable()
                : throw new NotApplicableException("What the login asks of the client was given for it by a header or a value of its own.");
    }

    private bool Spoil(RequestDraft draft, CredentialPlace place, string value)
    {
        var wrong = value + "-wrong";
        state.Conversation.Redactor.Add("wrong-client", wrong);
        draft.PutToken(place, wrong);
        return true;
    }
}
