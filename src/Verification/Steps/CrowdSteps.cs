using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Has many sessions of one user, at once and one after the other, and tells at which of them something went wrong.</summary>
[Binding]
internal sealed class CrowdSteps(ScenarioState state)
{
    private const int FewestAlive = 3;
    private readonly List<ClientSession> _loggedOut = [];
    private List<ClientSession> _others = [];

    [When(
        "one of {int} sessions of the same user logs out",
        Description = "The one in the middle. Sessions that a later login has ended, as a server may, do not count; with fewer than three the scenario does not apply.",
        Example = "one of 5 sessions of the same user logs out"
    )]
    public async Task OneLogsOut(int count)
    {
        var alive = new List<ClientSession>();
        foreach (var session in await BeginAsync(count))
        {
            if ((await TryAsync(session)).All(ContractOracle.IsAccepted))
                alive.Add(session);
        }

        if (alive.Count < FewestAlive)
            throw new NotApplicableException($"Of {count} sessions of a user the target keeps {alive.Count}.");
        var middle = alive[alive.Count / 2];
        await state.AskAsync(state.BuildLogout(middle.Tokens));
        _loggedOut.Add(middle);
        _others = [.. alive.Where(s => s != middle)];
    }

    [When(
        "{int} sessions of the same user log out at once",
        Description = "As many logins, then as many logouts at the same time. Where one of them ends the tokens of all, and a logout minds no revoked token, the scenario does not apply.",
        Example = "6 sessions of the same user log out at once"
    )]
    public async Task LogOutAtOnce(int count)
    {
        // The first one may have ended the token that another one presents, and a tolerated token has no effect.
        if (
            state.Logout.Session!.Slots.Any(s =>
                state.Subject.Roles.RevokedByLogout(s.Kind) == RevocationScope.User
                && s.Tolerates.HasFlag(Tolerance.Revoked)
                && !s.Honours.HasFlag(Tolerance.Revoked)
            )
        )
            throw new NotApplicableException("One logout ends the tokens of all sessions, and the others may succeed without an effect.");
        var sessions = await BeginAsync(count);
        state.Replies =
        [
            .. await Task.WhenAll(sessions.Select(s => Task.Run(() => state.SendAsync(state.BuildLogout(s.Tokens)), state.Cancellation))),
        ];
        foreach (var reply in state.Replies)
            ContractOracle.CheckJudgeable(reply);
        _loggedOut.AddRange(sessions.Where((_, i) => ContractOracle.IsAccepted(state.Replies[i])));
    }

    [When(
        "a user logs in and out {int} times",
        Description = "One session after the other, each of which logs out before the next one begins.",
        Example = "a user logs in and out 30 times"
    )]
    public async Task LogInAndOut(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var session = await LogIn.AsUserAsync(state, $"session {i + 1}", state.User(0));
            state.Oracle.ExpectLoggedOut(await state.AskAsync(state.BuildLogout(session.Tokens)));
            _loggedOut.Add(session);
        }
    }

    [Then(
        "each session that logged out has ended",
        Description = "What the logout revokes of each is refused; the message tells of which."
    )]
    public async Task EachHasEnded()
    {
        var roles = state.Subject.Roles;
        var number = 0;
        foreach (var session in _loggedOut)
        {
            number++;
            var replies = new List<Reply>();
            if (roles.RevokedByLogout(roles.AccessKind) != RevocationScope.None && !state.Subject.Protected.IsEmpty)
                replies.AddRange(await state.UseAsync(state.TokenOf(session, "access"), session));
            if (
                roles.RefreshKind >= 0
                && roles.RefreshKind != roles.AccessKind
                && roles.RevokedByLogout(roles.RefreshKind) != RevocationScope.None
            )
                replies.Add(await state.RefreshAsync(state.TokenOf(session, "refresh"), session));
            foreach (var reply in replies)
                At(number, _loggedOut.Count, () => state.Oracle.ExpectRefused(reply, Refusal.Revoked));
        }
    }

    [Then("the others still work", Description = "Each session that did not log out opens what it opened before.")]
    public async Task OthersWork()
    {
        var number = 0;
        foreach (var session in _others)
        {
            number++;
            foreach (var reply in await TryAsync(session))
                At(number, _others.Count, () => state.Oracle.ExpectAccepted(reply, Ground.SiblingSession));
        }
    }

    [Then(
        "no refresh outlives a logout at the same moment, {int} times over",
        Description = "Each time a new session refreshes and logs out at once; whatever the refresh gave is refused once both were answered.",
        Example = "no refresh outlives a logout at the same moment, 4 times over"
    )]
    public async Task NoRefreshOutlives(int times)
    {
        // A logout that also presents the token which the refresh replaces may be refused for it, and one without it for that.
        var refreshKind = state.Subject.Roles.RefreshKind;
        // One that ends the refresh token which it is given ends none without it, and not the one that a refresh gives meanwhile.
        var isOfPresented = state.Subject.Roles.RevokedByLogout(refreshKind) == RevocationScope.Presented;
        var mayLeaveOut =
            !isOfPresented && state.Logout.Session!.Slots.Any(s => s.Kind == refreshKind && s.Tolerates.HasFlag(Tolerance.Missing));
        var leavesOut = mayLeaveOut;
        for (var i = 1; i <= times; i++)
        {
            var session = await LogIn.AsUserAsync(state, "the session", state.User(0));
            var presented = new Dictionary<int, string>(session.Tokens);
            if (leavesOut)
                presented.Remove(refreshKind);
            var (refreshed, loggedOut) = await RaceAsync(session, presented, i % 4);
            leavesOut = mayLeaveOut && leavesOut == ContractOracle.IsAccepted(loggedOut);
            if (!ContractOracle.IsAccepted(loggedOut) || !ContractOracle.IsAccepted(refreshed))
                continue;
            session.Take(LogIn.TokensIn(refreshed));
            state.NoteUse(state.TokenOf(session, "access"));
            foreach (var reply in await state.UseAsync(state.TokenOf(session, "access"), session))
                At(i, times, () => state.Oracle.ExpectRefused(reply, Refusal.Revoked));
            if (isOfPresented && state.TokenOf(session, "refresh") != presented[refreshKind])
                continue;
            var again = await state.RefreshAsync(state.TokenOf(session, "refresh"), session);
            At(i, times, () => state.Oracle.ExpectRefused(again, Refusal.Revoked));
        }
    }

    // What begins second begins after so many uses of the session: the time of a request is what a server takes for one. With none the logout is first.
    private async Task<(Reply Refreshed, Reply LoggedOut)> RaceAsync(ClientSession session, Dictionary<int, string> presented, int lead)
    {
        var refresh = state.Requests.Build(state.Subject.Roles.Refresh!, session.Tokens);
        var logout = state.BuildLogout(presented);
        var first = Task.Run(() => state.SendAsync(lead > 0 ? refresh : logout), state.Cancellation);
        for (var i = 1; i < lead; i++)
            await state.UseAsync(state.TokenOf(session, "access"), session);
        var second = state.SendAsync(lead > 0 ? logout : refresh);
        Reply[] replies = await Task.WhenAll(first, second);
        return lead > 0 ? (replies[0], replies[1]) : (replies[1], replies[0]);
    }

    private async Task<List<ClientSession>> BeginAsync(int count)
    {
        var sessions = new List<ClientSession>();
        for (var i = 0; i < count; i++)
            sessions.Add(await LogIn.AsUserAsync(state, $"session {i + 1}", state.User(0)));
        return sessions;
    }

    private async Task<ImmutableArray<Reply>> TryAsync(ClientSession session) =>
        state.Subject.Protected.IsEmpty
            ? throw new NotApplicableException("The contract has no protected operation at which an access token could be tried.")
            : await state.UseAsync(state.TokenOf(session, "access"), session);

    private static void At(int number, int count, Action check)
    {
        try
        {
            check();
        }
        catch (CheckFailedException missed)
        {
            throw new CheckFailedException(missed.Miss with { Found = $"{missed.Miss.Found}, at {number} of {count}" });
        }
    }
}
