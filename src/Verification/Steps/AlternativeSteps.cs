using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>
/// Tries every way in which a contract lets the access token travel (OpenAPI 3.1.1, section 4.8.30). A way that the contract states has to work; one that follows from a scheme which no
/// token is mapped to need not.
/// </summary>
[Binding]
internal sealed class AlternativeSteps(ScenarioState state)
{
    [Then(
        "the access token of {session} is accepted in every documented way",
        Description = "At each place where the contract lets the token travel, at every protected operation.",
        Example = "the access token of the session is accepted in every documented way"
    )]
    public async Task AcceptedInEveryWay(ClientSession session)
    {
        string? turnedAway = null;
        foreach (var operation in state.Subject.Protected)
        {
            foreach (var way in state.AccessAlternatives(operation))
            {
                var token = state.TokenOf(session, "access");
                var reply = await state.SendAsync(state.Presenting(operation, state.Subject.Roles.AccessKind, token, session, way));
                if (!IsTaken(reply, way))
                    turnedAway ??= TurnedAway(reply);
            }
        }

        if (turnedAway is not null)
            throw new NotApplicableException(turnedAway);
    }

    [Then(
        "a logout in each other documented way revokes the {token} of its session",
        Description = "A new session for each further place where the logout may take the access token; then the token is refused.",
        Example = "a logout in each other documented way revokes the access token of its session"
    )]
    public async Task RevokedInEveryOtherWay(TokenName token)
    {
        var usual = state.BuildLogout(state.Logout.Session!.Slots.ToDictionary(s => s.Kind, _ => "")).Alternative;
        string? turnedAway = null;
        var tried = 0;
        foreach (var way in state.AccessAlternatives(state.Logout).Where(a => a != usual))
        {
            var twin = await LogIn.AsUserAsync(state, "a session of its own", state.User(0));
            foreach (var opened in await state.UseAsync(state.TokenOf(twin, "access"), twin))
                state.Oracle.ExpectAccepted(opened);
            var reply = await state.SendAsync(state.Requests.Build(state.Logout, twin.Tokens, alternative: way));
            if (!IsTaken(reply, way))
            {
                turnedAway ??= TurnedAway(reply);
                continue;
            }

            tried++;
            foreach (var refused in await state.TryAsync(token.Name, state.TokenOf(twin, token.Name), twin))
                state.Oracle.ExpectRefused(refused, Refusal.Revoked);
        }

        if (tried == 0)
            throw new NotApplicableException(turnedAway ?? "The logout takes the access token in one way alone.");
    }

    private bool IsTaken(Reply reply, TokenAlternative way)
    {
        if (way.IsStated)
            state.Oracle.ExpectAccepted(reply);
        return ContractOracle.IsAccepted(reply);
    }

    private static string TurnedAway(Reply reply) =>
        $"{reply.Request.Name} answered a live access token with {reply.Status}. The contract maps no token to that scheme, so this is no fault, and the other ways were verified; where the scheme does carry the token, add it to tokens/access/scheme of x-session at the root.";
}
