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
internal sealed class AlternativeSteps(Scene scene)
{
    [Then(
        "the access token of {session} is accepted in every documented way",
        Description = "At each place where the contract lets the token travel, at every protected operation.",
        Example = "the access token of the session is accepted in every documented way"
    )]
    public async Task AcceptedInEveryWay(ClientSession session)
    {
        string? turnedAway = null;
        foreach (var operation in scene.Subject.Protected)
        {
            foreach (var way in scene.AccessAlternatives(operation))
            {
                var token = scene.TokenOf(session, "access");
                var reply = await scene.SendAsync(scene.Presenting(operation, scene.Subject.Roles.AccessKind, token, session, way));
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
        var usual = scene.BuildLogout(scene.Logout.Session!.Slots.ToDictionary(s => s.Kind, _ => "")).Alternative;
        string? turnedAway = null;
        var tried = 0;
        foreach (var way in scene.AccessAlternatives(scene.Logout).Where(a => a != usual))
        {
            var twin = await LogIn.AsUserAsync(scene, "a session of its own", scene.User(0));
            foreach (var opened in await scene.UseAsync(scene.TokenOf(twin, "access"), twin))
                scene.Oracle.ExpectAccepted(opened);
            var reply = await scene.SendAsync(scene.Requests.Build(scene.Logout, twin.Tokens, alternative: way));
            if (!IsTaken(reply, way))
            {
                turnedAway ??= TurnedAway(reply);
                continue;
            }

            tried++;
            foreach (var refused in await scene.TryAsync(token.Name, scene.TokenOf(twin, token.Name), twin))
                scene.Oracle.ExpectRefused(refused, Refusal.Revoked);
        }

        if (tried == 0)
            throw new NotApplicableException(turnedAway ?? "The logout takes the access token in one way alone.");
    }

    private bool IsTaken(Reply reply, TokenAlternative way)
    {
        if (way.IsStated)
            scene.Oracle.ExpectAccepted(reply);
        return ContractOracle.IsAccepted(reply);
    }

    private static string TurnedAway(Reply reply) =>
        $"{reply.Request.Name} answered a live access token with {reply.Status}. The contract maps no token to that scheme, so this is no fault, and the other ways were verified; where the scheme does carry the token, add it to tokens/access/scheme of x-session at the root.";
}
