using System.Net.Sockets;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Tries tokens that name a key at an address of the run's own.</summary>
[Binding]
internal sealed class ForeignKeySteps(ScenarioState state)
{
    [Then(
        "no forgery of the {token} of {session} whose key stands elsewhere is accepted",
        Description = "By jku, x5u, a kid that is a URL and an issuer that publishes its keys, all at the foreign endpoint that the run was given; what asks for a key there is told as a warning.",
        Example = "no forgery of the access token of the session whose key stands elsewhere is accepted"
    )]
    public async Task KeysElsewhereRefused(TokenName token, ClientSession session)
    {
        if (state.Target.ForeignEndpoint is not { } address)
            throw new NotApplicableException(
                $"No address is known at which the target could ask this run for a key. {state.Target.Names.ForeignEndpoint} to have it tried."
            );
        var good = state.TokenOf(session, token.Name);
        if (TokenForge.Parts(good).Length != 3 || TokenForge.Part(good, 1) is null)
            throw new NotApplicableException($"The {token.Name} token is no signed JWT.");
        await using var endpoint = Open(address);
        var (kind, draft) = (state.Kind(token.Name), Plain(token, session));
        var live = state.OpenedBy(draft.Operation, draft.Alternative);
        Reply? asking = null;
        var attempts = new List<Attempt>();
        foreach (var (how, text) in Counterfeits.WithKeyAt(good, endpoint.Address))
        {
            var attempt = new Attempt(how, state.Presenting(draft.Operation, kind, text, session, draft.Alternative), live);
            var before = endpoint.Asked.Count;
            var reply = await state.Conversation.ProbeAsync(
                attempt.Draft,
                r => attempt.Opens(r) || endpoint.Asked.Count > before,
                state.Cancellation
            );
            if (attempt.Opens(reply))
                attempts.Add(attempt);
            else if (endpoint.Asked.Count > before)
                asking ??= reply;
        }

        if (attempts.Count > 0)
            await state.ExpectRefusedAsync($"a forged {token.Name} token", Refusal.Unknown, attempts, null);
        if (asking is not null)
            state.Oracle.Notice(
                "RFC8725-3.10",
                "no question for a key at an address that the token names",
                $"{string.Join(" and ", endpoint.Asked.Distinct(StringComparer.Ordinal).Take(3))} was asked for, before the token was refused",
                asking,
                Causes.AsksForKey(asking)
            );
    }

    private RequestDraft Plain(TokenName token, ClientSession session)
    {
        var operation =
            token.Name == "refresh"
                ? state.Subject.Roles.Refresh
                : state.Subject.Protected.FirstOrDefault(o => state.OpenAlternatives(o).Any());
        return operation is null
            ? throw new NotApplicableException("There is nothing that the token opens.")
            : state.Presenting(
                operation,
                state.Kind(token.Name),
                state.TokenOf(session, token.Name),
                session,
                token.Name == "refresh" ? null : state.OpenAlternatives(operation).First()
            );
    }

    private static KeyEndpoint Open(Uri address)
    {
        try
        {
            return KeyEndpoint.Open(address, Counterfeits.KeyDocument);
        }
        catch (SocketException exception)
        {
            throw new InconclusiveException($"Nothing can listen at the foreign endpoint {address}: {exception.Message}.");
        }
    }
}
