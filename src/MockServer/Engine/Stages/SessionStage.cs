using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Requests;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Runs the session model for an operation: what its role says happens to the tokens that the request presents.</summary>
internal static class SessionStage
{
    /// <summary>Presents the tokens of a request to the session model, and does what the operation's role says.</summary>
    public static async ValueTask<SessionResult> RunAsync(Operation operation, RequestContent content)
    {
        if (!ClientStage.Accepts(operation, content))
            return new SessionResult(Refusal.Client);
        if (operation.Session is not { } session || content.Request.Sessions is not { } sessions)
            return new SessionResult(TokenReader.MeetsSecurity(operation, content) ? null : Refusal.Missing);
        var otherScheme = false;
        if (session.Alternatives is [var only])
        {
            var presented = TokenReader.Read(only, content, ref otherScheme);
            if (TokenReader.HasAll(only.Credentials, content))
                return await RunRoleAsync(operation, content, sessions, presented, otherScheme);
            return new SessionResult(otherScheme ? Refusal.WrongScheme : Refusal.Missing);
        }

        var alternatives = PresentedAlternatives.Of(session, content);
        if (alternatives.Complete.IsEmpty)
            return await RefuseIncompleteAsync(sessions, alternatives);

        // One that lets the request in suffices (OpenAPI 3.1.1, section 4.8.30); where none does, the first one tells why.
        SessionResult? first = null;
        foreach (var presented in alternatives.Complete)
        {
            var result = await RunRoleAsync(operation, content, sessions, presented, alternatives.NamesOtherScheme);
            if (result.Refusal is null)
                return result;
            first ??= result;
        }

        return first!.Value;
    }

    // Nothing is presented in full. What is there in part tells more of what is wrong than what is not.
    private static async ValueTask<SessionResult> RefuseIncompleteAsync(SessionWorld sessions, PresentedAlternatives alternatives)
    {
        var decision = await sessions.PresentAsync(alternatives.Nearest);
        var otherScheme = alternatives.NamesOtherScheme;
        return new SessionResult(RefusalOf(decision, otherScheme) ?? (otherScheme ? Refusal.WrongScheme : Refusal.Missing), decision);
    }

    /// <summary>Does what the operation's role says with the tokens of one alternative.</summary>
    private static async ValueTask<SessionResult> RunRoleAsync(
        Operation operation,
        RequestContent content,
        SessionWorld sessions,
        PresentedToken[] presented,
        bool otherScheme
    )
    {
        var session = operation.Session!;
        Decision decision = default;
        Issued? issued = null;
        if (KindOfTwoTexts(presented) is { } unequal)
            return new SessionResult(Refusal.Foreign, new Decision(RefusalReason.Foreign, default, unequal, null, null));
        if (session is { Role: Role.Logout, IsHolder: true } && content.Request.Mount.Contract.Roles.AccessKind is var access)
        {
            // Whoever holds the other token owns its session, and need not be the one of the access token (RFC 7009, section 2.1).
            var own = presented.Where(t => t.Kind == access).ToArray();
            if (own.Length > 0 && own.Length < presented.Length)
            {
                decision = await sessions.PresentAsync(own);
                if (RefusalOf(decision, otherScheme) is { } refused)
                    return new SessionResult(refused, decision);
                presented = [.. presented.Where(t => t.Kind != access)];
            }
        }
        switch (session.Role)
        {
            case Role.Login or Role.Prelogin:
                if (presented.Length > 0)
                    decision = await sessions.PresentAsync(presented);
                return RefusalOf(decision, otherScheme) is { } refusal
                    ? new SessionResult(refusal, decision)
                    : await LogInAsync(session, content, sessions, decision);
            case Role.Refresh:
                (decision, issued) = await sessions.RefreshAsync(presented, session.Issues);
                break;
            case Role.Logout:
                decision = await sessions.LogOutAsync(presented, session.Revokes);
                break;
            case Role.End:
                return await EndAsync(session, content, sessions, presented, otherScheme);
            case Role.List:
                decision = session.CountsAsUse ? await sessions.PresentAsync(presented) : await sessions.LookAtAsync(presented);
                return decision is { Accepted: true, Session.User: { } owner }
                    ? new SessionResult(null, decision) { Listed = await sessions.ListLiveAsync(owner) }
                    : new SessionResult(RefusalOf(decision, otherScheme), decision);
            case Role.Protected when !session.Issues.IsEmpty:
                (decision, issued) = await sessions.RefreshAsync(presented, session.Issues);
                break;
            default:
                decision = session.CountsAsUse ? await sessions.PresentAsync(presented) : await sessions.LookAtAsync(presented);
                if (
                    !decision.Accepted
                    && !content.Request.State.Faults.All.IsEmpty
                    && await FaultStage.AskStaleReplicaAsync(operation, content.Request, presented) is { } stale
                )
                    return stale;
                break;
        }

        return new SessionResult(RefusalOf(decision, otherScheme), decision, issued);
    }

    /// <summary>Ends sessions as a logout does; one that is named must be a live one of the same user.</summary>
    private static async ValueTask<SessionResult> EndAsync(
        OperationSession session,
        RequestContent content,
        SessionWorld sessions,
        PresentedToken[] presented,
        bool otherScheme
    )
    {
        var named = session.Named is { } place ? content.Text(place) : null;
        if (session.Named is not null)
        {
            var seen = await sessions.LookAtAsync(presented);
            if (seen is { Accepted: true, Session.User: { } user } && (await sessions.ListLiveAsync(user)).All(live => live.Id != named))
                return new SessionResult(Refusal.NotFound, seen, Note: "no live session of the user has this id");
        }

        var decision = await sessions.LogOutAsync(presented, session.Revokes, named);
        return new SessionResult(RefusalOf(decision, otherScheme), decision);
    }

    private static async ValueTask<SessionResult> LogInAsync(
        OperationSession session,
        RequestContent content,
        SessionWorld sessions,
        Decision decision
    )
    {
        User? user = null;
        if (session.Role == Role.Login)
        {
            var accounts = content.Request.State.Accounts;
            Refusal refusal;
            var account =
                session.Assertion is not null ? accounts.FindByAssertion(Text(content, [session.Assertion]), out refusal)
                : session.Subject.IsEmpty ? accounts.FindByPassword(Text(content, session.Secret), out refusal)
                : accounts.Find(Text(content, session.Subject), Text(content, session.Secret), out refusal);
            if (account is null)
                return new SessionResult(refusal, decision);
            user = account.User;
        }

        return new SessionResult(null, decision, await sessions.LogInAsync(user, session.Issues), user);
    }

    // What stands at several places is the same at each.
    private static string? Text(RequestContent content, IEnumerable<CredentialPlace> places)
    {
        var texts = places.Select(p => p.Around.Unwrap(content.Text(p.Expression))).Distinct(StringComparer.Ordinal).ToList();
        return texts is [var only] ? only : null;
    }

    // A token that is needed at two places is one token (a cookie and a header that must be equal, for example).
    private static int? KindOfTwoTexts(PresentedToken[] presented)
    {
        for (var i = 1; i < presented.Length; i++)
        {
            for (var other = 0; other < i; other++)
            {
                if (
                    presented[i].Kind == presented[other].Kind
                    && presented[i].Text != presented[other].Text
                    && !string.IsNullOrEmpty(presented[i].Text)
                    && !string.IsNullOrEmpty(presented[other].Text)
                )
                    return presented[i].Kind;
            }
        }

        return null;
    }

    private static Refusal? RefusalOf(Decision decision, bool otherScheme)
    {
        if (decision.Accepted)
            return null;
        var refusal = Refusals.From(decision.Reason);
        return refusal == Refusal.Missing && otherScheme ? Refusal.WrongScheme : refusal;
    }
}

/// <summary>What the session model made of a request.</summary>
/// <param name="Refusal">Why the operation refuses; null where it goes on.</param>
/// <param name="Decision">What became of the tokens that were presented.</param>
/// <param name="Issued">The tokens that were issued; null where none were.</param>
/// <param name="User">Who logged in; null where nobody did.</param>
/// <param name="Fault">The id of a fault that struck; null where none did.</param>
/// <param name="Note">What the log says of it.</param>
internal readonly record struct SessionResult(
    Refusal? Refusal,
    Decision Decision = default,
    Issued? Issued = null,
    User? User = null,
    string? Fault = null,
    string? Note = null
)
{
    /// <summary>The user's live sessions, where the operation lists them.</summary>
    public ImmutableArray<SessionSnapshot> Listed { get; init; } = [];
}
