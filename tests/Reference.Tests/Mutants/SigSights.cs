using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How SIG's mutants are seen.</summary>
internal static class SigSights
{
    private const string LoggedOut = """200 {"message":"Successfully logged out"}""";
    private const string NotFound = """401 {"code":401,"message":"JWT Token not found"}""";

    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(
                SigMutants.PutLogsOut,
                s => LogOutAsync(s, request => request.Method = HttpMethod.Put),
                "405, refresh 200",
                "200, refresh 401"
            ),
            Sight.Of(
                SigMutants.Anonymous,
                s => LogOutAsync(s, request => request.Headers.Remove("Authorization")),
                "401, refresh 200",
                "200, refresh 200"
            ),
            Sight.Of(
                SigMutants.AnyMediaType,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("{}", "text/plain")),
                "415, refresh 200",
                "200, refresh 200"
            ),
            Sight.Of(
                SigMutants.BodyRequired,
                s => LogOutAsync(s, request => request.Content = null),
                "200, refresh 200",
                "401, refresh 200"
            ),
            Sight.Of(
                SigMutants.RefreshRequired,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("{}")),
                "200, refresh 200",
                "401, refresh 200"
            ),
            Sight.Of(SigMutants.OtherMessage, AnswerAsync, LoggedOut, """200 {"message":"Goodbye"}"""),
            Sight.Of(SigMutants.MoreMembers, AnswerAsync, LoggedOut, """200 {"message":"Successfully logged out","code":200}"""),
            Sight.Of(
                SigMutants.OtherRefusal,
                async s => await s.Caller.LogoutAsync(access: null, second: null),
                NotFound,
                """401 {"code":401,"message":"Unauthorized"}"""
            ),
            Sight.Of(
                SigMutants.NoCode,
                async s => await s.Caller.LogoutAsync(access: null, second: null),
                NotFound,
                """401 {"message":"JWT Token not found"}"""
            ),
            Sight.Of(SigMutants.RefreshSurvives, AfterLogoutAsync, "use 200, refresh 401", "use 200, refresh 200"),
            Sight.Of(SigMutants.JwtRevoked, AfterLogoutAsync, "use 200, refresh 401", "use 401, refresh 401"),
            Sight.Of(SigMutants.LoginRefused, LogInAgainAsync, 200, 403),
            Sight.Of(SigMutants.TwoHours, LifetimeAsync, 3600, 7200),
            Sight.Of(SigMutants.Hs256, async s => Forgery.Header((await s.Caller.LoginAsync()).Access)["alg"]!, "RS256", "HS256"),
            Sight.Of(SigMutants.SiblingTokenRefused, LogOutWithSiblingsTokenAsync, "200, refresh 401", "401, refresh 200"),
            Sight.Of(SigMutants.RefreshIsJwt, async s => (await s.Caller.LoginAsync()).Second.Split('.').Length, 1, 3),
        ];

    private static async Task<object> LogOutAsync(Stage s, Action<HttpRequestMessage> change)
    {
        var tokens = await s.Caller.LoginAsync();
        var logout = await s.Caller.LogoutAsync(tokens, change);
        return $"{logout.Status}, refresh {(await s.Caller.RefreshAsync(tokens.Second)).Status}";
    }

    private static async Task<object> LogOutWithSiblingsTokenAsync(Stage s)
    {
        var (tokens, sibling) = (await s.Caller.LoginAsync(), await s.Caller.LoginAsync());
        var logout = await s.Caller.LogoutAsync(tokens.Access, sibling.Second);
        return $"{logout.Status}, refresh {(await s.Caller.RefreshAsync(sibling.Second)).Status}";
    }

    private static async Task<object> AnswerAsync(Stage s) => await s.Caller.LogoutAsync(await s.Caller.LoginAsync());

    private static async Task<object> AfterLogoutAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        return $"use {(await s.Caller.UseAsync(tokens.Access)).Status}, refresh {(await s.Caller.RefreshAsync(tokens.Second)).Status}";
    }

    private static async Task<object> LogInAgainAsync(Stage s)
    {
        await s.Caller.LogoutAsync(await s.Caller.LoginAsync());
        return (await s.Caller.TryLoginAsync(Caller.Alice, Caller.Password)).Reply.Status;
    }

    private static async Task<object> LifetimeAsync(Stage s)
    {
        var claims = Forgery.Claims((await s.Caller.LoginAsync()).Access);
        return claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>();
    }
}
