using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How FinCode's mutants are seen.</summary>
internal static class FincodeSights
{
    private const string LoggedOut = """200 {"message":"Logged out successfully"}""";

    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(
                FincodeMutants.PostLogsOut,
                s => LogOutAsync(s, request => request.Method = HttpMethod.Post),
                "405, use 200",
                "200, use 401"
            ),
            Sight.Of(
                FincodeMutants.AnyMediaType,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("{}", "text/plain")),
                "415, use 200",
                "200, use 401"
            ),
            Sight.Of(
                FincodeMutants.PlatformOptional,
                s => LogOutAsync(s, request => request.Headers.Remove("platform")),
                "400, use 200",
                "200, use 401"
            ),
            Sight.Of(
                FincodeMutants.AnyPlatform,
                s => LogOutAsync(s, request => Replace(request, "platform", "web")),
                "400, use 200",
                "200, use 401"
            ),
            Sight.Of(
                FincodeMutants.UuidOptional,
                s => LogOutAsync(s, request => request.Headers.Remove("uuid")),
                "400, use 200",
                "200, use 401"
            ),
            Sight.Of(FincodeMutants.UuidOnce, LogOutTwoSessionsAsync, "200 200", "200 400"),
            Sight.Of(
                FincodeMutants.TokenOptional,
                s => LogOutAsync(s, request => request.Headers.Remove("x-auth-token")),
                "401, use 200",
                "200, use 401"
            ),
            Sight.Of(
                FincodeMutants.RefreshRequired,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("{}")),
                "200, use 401",
                "400, use 200"
            ),
            Sight.Of(FincodeMutants.AccessSurvives, AfterLogoutAsync, "use 401, refresh 401", "use 200, refresh 401"),
            Sight.Of(FincodeMutants.OlderAccessSurvives, AfterRefreshAndLogoutAsync, "older 401, newer 401", "older 200, newer 401"),
            Sight.Of(FincodeMutants.RefreshSurvives, AfterLogoutAsync, "use 401, refresh 401", "use 401, refresh 200"),
            Sight.Of(
                FincodeMutants.UnsentRefreshSurvives,
                AfterLogoutWithoutRefreshTokenAsync,
                "use 401, refresh 401",
                "use 401, refresh 200"
            ),
            Sight.Of(FincodeMutants.LoginRefused, LogInAgainAsync, 200, 403),
            Sight.Of(FincodeMutants.Answers202, AnswerAsync, LoggedOut, """202 {"message":"Logged out successfully"}"""),
            Sight.Of(FincodeMutants.NoMessage, AnswerAsync, LoggedOut, "200 {}"),
            Sight.Of(FincodeMutants.EmptyRefusal, async s => await s.Caller.UseAsync(null), """401 {"message":"Token missing"}""", "401"),
            Sight.Of(FincodeMutants.OpaqueAccess, async s => (await s.Caller.LoginAsync()).Access.Split('.').Length, 3, 1),
            Sight.Of(
                FincodeMutants.NoV1,
                s =>
                    LogOutAsync(s, request => request.RequestUri = new Uri("/api/v1/services/securitymanagement/logout", UriKind.Relative)),
                "200, use 401",
                "404, use 200"
            ),
        ];

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }

    private static async Task<object> LogOutAsync(Stage s, Action<HttpRequestMessage> change)
    {
        var tokens = await s.Caller.LoginAsync();
        var logout = await s.Caller.LogoutAsync(tokens, change);
        return $"{logout.Status}, use {(await s.Caller.UseAsync(tokens.Access)).Status}";
    }

    private static async Task<object> AnswerAsync(Stage s) => await s.Caller.LogoutAsync(await s.Caller.LoginAsync());

    private static async Task<object> LogOutTwoSessionsAsync(Stage s) =>
        $"{(await s.Caller.LogoutAsync(await s.Caller.LoginAsync())).Status} {(await s.Caller.LogoutAsync(await s.Caller.LoginAsync())).Status}";

    private static async Task<object> AfterLogoutAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        return $"use {(await s.Caller.UseAsync(tokens.Access)).Status}, refresh {(await s.Caller.RefreshAsync(tokens.Second)).Status}";
    }

    private static async Task<object> AfterLogoutWithoutRefreshTokenAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens.Access, null);
        return $"use {(await s.Caller.UseAsync(tokens.Access)).Status}, refresh {(await s.Caller.RefreshAsync(tokens.Second)).Status}";
    }

    private static async Task<object> AfterRefreshAndLogoutAsync(Stage s)
    {
        var older = await s.Caller.LoginAsync();
        var newer = s.Dialect.Read((await s.Caller.RefreshAsync(older.Second)).Json!, older);
        await s.Caller.LogoutAsync(newer);
        return $"older {(await s.Caller.UseAsync(older.Access)).Status}, newer {(await s.Caller.UseAsync(newer.Access)).Status}";
    }

    private static async Task<object> LogInAgainAsync(Stage s)
    {
        await s.Caller.LogoutAsync(await s.Caller.LoginAsync());
        return (await s.Caller.TryLoginAsync(Caller.Alice, Caller.Password)).Reply.Status;
    }
}
