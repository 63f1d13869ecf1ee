using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How the mutants of sessions are seen.</summary>
internal static class SessionSights
{
    public static IEnumerable<Sight> Of(string api) =>
        [
            Sight.Of(SessionMutants.SiblingEnded, s => AfterLogoutOfOneAsync(s, Caller.Alice), 200, 401),
            Sight.Of(SessionMutants.EverybodyEnded, s => AfterLogoutOfOneAsync(s, Caller.Bob), 200, 401),
            Sight.Of(SessionMutants.ForeignAccepted, LogOutWithBobsTokenAsync, "401, Bob 200", "200, Bob 401"),
            Sight.Of(SessionMutants.ASecondLate, UseWithinASecondAsync, "401, then 401", "200, then 401"),
            Sight.Of(SessionMutants.AcceptedOnce, s => UsesAfterLogoutAsync(s, 4), "401 401 401 401", "200 401 401 401"),
            Sight.Of(SessionMutants.OnOneReplica, s => UsesAfterLogoutAsync(s, 4), "401 401 401 401", "401 200 401 200"),
            Sight.Of(
                SessionMutants.LostOnRestart,
                UseAfterManyAndAfterRestartAsync,
                "0 of 25 accepted, after a restart 401",
                "some of 25 accepted, after a restart 200"
            ),
            Sight.Of(SessionMutants.RevivedByLogin, UseAfterNextLoginAsync, 401, 200),
            Sight.Of(SessionMutants.OnlyTheLast, UseAfterAnotherLogoutAsync, 401, 200),
            Sight.Of(SessionMutants.Answers404, s => UsesAfterLogoutAsync(s, 1), 401, 404),
            Sight.Of(SessionMutants.Answers200, s => UsesAfterLogoutAsync(s, 1), 401, 200),
            Sight.Of(SessionMutants.Answers500, s => UsesAfterLogoutAsync(s, 1), 401, 500),
            Sight.Of(SessionMutants.SecondLogout500, LogOutTwiceAsync, api is "sig" or "rinne" ? "200 200" : "200 401", "200 500"),
            Sight.Of(SessionMutants.SecondPutRevives, LogOutTwiceAndUseAsync, "401, use 401", "200, use 200"),
            Sight.Of(SessionMutants.FailedLogoutRevokes, LogOutWithXmlAsync, "415, use 200", "415, use 401"),
            Sight.Of(
                SessionMutants.UnknownTokenRefused,
                async s => (await s.Caller.LogoutAsync((await s.Caller.LoginAsync()).Access, "nobody-knows-me")).Status,
                200,
                401
            ),
            Sight.Of(SessionMutants.ReplayAccepted, RefreshTwiceAsync, api == "fincode" ? "200 403" : "200 401", "200 200"),
            Sight.Of(SessionMutants.FamilySurvives, UseAfterReplayAsync, "403, use 401", "403, use 200"),
            Sight.Of(SessionMutants.RedeemedTwiceAtOnce, RefreshAtOnceAsync, api == "fincode" ? "200 403" : "200 401", "200 200"),
            Sight.Of(SessionMutants.RenewTakesRevoked, RenewAfterLogoutAsync, 401, 200),
        ];

    private static async Task<object> AfterLogoutOfOneAsync(Stage s, string other)
    {
        var (tokens, others) = (await s.Caller.LoginAsync(), await s.Caller.LoginAsync(other));
        await s.Caller.LogoutAsync(tokens);
        return (await s.Caller.UseWhatEndsAsync(others)).Status;
    }

    private static async Task<object> LogOutWithBobsTokenAsync(Stage s)
    {
        var (alice, bob) = (await s.Caller.LoginAsync(), await s.Caller.LoginAsync(Caller.Bob));
        var logout = await s.Caller.LogoutAsync(alice.Access, bob.Second);
        return $"{logout.Status}, Bob {(await s.Caller.UseWhatEndsAsync(bob)).Status}";
    }

    private static async Task<object> UseWithinASecondAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        var atOnce = await s.Caller.UseWhatEndsAsync(tokens);
        s.Clock.Advance(TimeSpan.FromSeconds(1));
        return $"{atOnce.Status}, then {(await s.Caller.UseWhatEndsAsync(tokens)).Status}";
    }

    private static async Task<object> UsesAfterLogoutAsync(Stage s, int times)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        return string.Join(' ', await UseAsync(s, tokens, times));
    }

    private static async Task<object> UseAfterManyAndAfterRestartAsync(Stage s)
    {
        var first = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(first);
        var accepted = (await UseAsync(s, first, 25)).Count(status => status == 200);
        var second = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(second);
        await s.Server.RestartAsync(TestContext.Current.CancellationToken);
        return $"{(accepted > 0 ? "some" : "0")} of 25 accepted, after a restart {(await s.Caller.UseWhatEndsAsync(second)).Status}";
    }

    private static async Task<object> UseAfterNextLoginAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        await s.Caller.LoginAsync();
        return (await s.Caller.UseWhatEndsAsync(tokens)).Status;
    }

    private static async Task<object> UseAfterAnotherLogoutAsync(Stage s)
    {
        var (alice, bob) = (await s.Caller.LoginAsync(), await s.Caller.LoginAsync(Caller.Bob));
        await s.Caller.LogoutAsync(alice);
        await s.Caller.LogoutAsync(bob);
        return (await s.Caller.UseWhatEndsAsync(alice)).Status;
    }

    private static async Task<object> LogOutTwiceAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        return $"{(await s.Caller.LogoutAsync(tokens)).Status} {(await s.Caller.LogoutAsync(tokens)).Status}";
    }

    private static async Task<object> LogOutTwiceAndUseAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        return $"{(await s.Caller.LogoutAsync(tokens)).Status}, use {(await s.Caller.UseAsync(tokens.Access)).Status}";
    }

    private static async Task<object> LogOutWithXmlAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        var logout = await s.Caller.LogoutAsync(tokens, request => request.Content = Dialect.Json("<logout/>", "application/xml"));
        return $"{logout.Status}, use {(await s.Caller.UseWhatEndsAsync(tokens)).Status}";
    }

    private static async Task<object> RefreshTwiceAsync(Stage s)
    {
        var token = s.Dialect.RefreshTokenOf(await s.Caller.LoginAsync());
        return $"{(await s.Caller.RefreshAsync(token)).Status} {(await s.Caller.RefreshAsync(token)).Status}";
    }

    private static async Task<object> UseAfterReplayAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.RefreshAsync(tokens.Second);
        return $"{(await s.Caller.RefreshAsync(tokens.Second)).Status}, use {(await s.Caller.UseAsync(tokens.Access)).Status}";
    }

    private static async Task<object> RefreshAtOnceAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        var replies = await Task.WhenAll(s.Caller.RefreshAsync(tokens.Second), s.Caller.RefreshAsync(tokens.Second));
        return string.Join(' ', replies.Select(reply => reply.Status).Order());
    }

    private static async Task<object> RenewAfterLogoutAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        return (await s.Caller.RefreshAsync(tokens.Access)).Status;
    }

    private static async Task<List<int>> UseAsync(Stage s, TokenPair tokens, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
            statuses.Add((await s.Caller.UseWhatEndsAsync(tokens)).Status);
        return statuses;
    }
}
