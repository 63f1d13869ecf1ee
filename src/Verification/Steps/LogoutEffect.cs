using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>Looks at what a logout has left of a session.</summary>
internal static class LogoutEffect
{
    /// <summary>Sees to it that there is a token to try after a logout.</summary>
    /// <exception cref="NotApplicableException">There is none.</exception>
    public static void CheckLogoutEndsSomething(this ScenarioState state)
    {
        var roles = state.Subject.Roles;
        if (new[] { roles.AccessKind, roles.RefreshKind }.All(kind => roles.RevokedByLogout(kind) == RevocationScope.None))
            throw new NotApplicableException("The logout ends no token that could be tried after it.");
    }

    /// <summary>Sees to it that what the logout revokes of a session opens nothing any more.</summary>
    /// <param name="how">Of which logout or login it is told, so that it ends a sentence: <c>after a logout as a browser sends it</c>.</param>
    /// <exception cref="CheckFailedException">It does.</exception>
    public static async Task ExpectEndedAsync(this ScenarioState state, ClientSession session, string how)
    {
        if (await state.SurvivorAsync(session) is { } survivor)
            throw state.Survives(survivor, how);
    }

    /// <summary>The first answer that lets in what the logout should have revoked of a session, and the kind of that token; null where all are refused.</summary>
    /// <param name="isBrief">Whether one request is enough: the access token at the first protected operation, else the refresh token.</param>
    public static async Task<(string Kind, Reply Reply)?> SurvivorAsync(
        this ScenarioState state,
        ClientSession session,
        bool isBrief = false
    )
    {
        var roles = state.Subject.Roles;
        if (roles.RevokedByLogout(roles.AccessKind) != RevocationScope.None && !state.Subject.Protected.IsEmpty)
        {
            if (LetIn(await state.UseAsync(state.TokenOf(session, "access"), session, isBrief ? 0 : null)) is { } reply)
                return ("access", reply);
            if (isBrief)
                return null;
        }

        if (
            roles.RefreshKind is >= 0 and var refresh
            && refresh != roles.AccessKind
            && roles.RevokedByLogout(refresh) != RevocationScope.None
            && session.Tokens.TryGetValue(refresh, out var text)
        )
        {
            if (LetIn([await state.RefreshAsync(text, session)]) is { } reply)
                return ("refresh", reply);
        }

        return null;
    }

    /// <summary>What a survivor comes to.</summary>
    public static CheckFailedException Survives(this ScenarioState state, (string Kind, Reply Reply) survivor, string how)
    {
        var (kind, reply) = survivor;
        (reply.Request.Flaw, reply.Request.IsTokenFlaw) = ($"a revoked {kind} token {how}", true);
        return state.Oracle.LetsIn(reply, Refusal.Revoked);
    }

    private static Reply? LetIn(IEnumerable<Reply> replies)
    {
        foreach (var reply in replies)
        {
            ContractOracle.CheckJudgeable(reply);
            if (!ContractOracle.Refuses(reply) && !reply.Request.Operation.IsRefusal(reply, Refusal.Revoked))
                return reply;
        }

        return null;
    }
}
