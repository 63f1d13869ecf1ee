using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How My Nethesis' mutants are seen.</summary>
internal static class NethesisSights
{
    private const string LoggedOut = """200 {"code":200,"message":"logout successful","data":{}}""";
    private const string MissingMember =
        """400 {"code":400,"message":"validation failed","data":{"type":"validation_error","errors":[{"key":"refresh_token","message":"is missing","value":""}]}}""";
    private const string BadToken = """401 {"code":401,"message":"invalid token","data":{}}""";

    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(
                NethesisMutants.PutLogsOut,
                s => LogOutAsync(s, request => request.Method = HttpMethod.Put),
                "405, use 200",
                "200, use 401"
            ),
            Sight.Of(
                NethesisMutants.Anonymous,
                s => LogOutAsync(s, request => request.Headers.Remove("Authorization")),
                "401, use 200",
                "200, use 200"
            ),
            Sight.Of(NethesisMutants.BodyOptional, s => LogOutAsync(s, request => request.Content = null), "400, use 200", "200, use 401"),
            Sight.Of(
                NethesisMutants.RefreshOptional,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("{}")),
                "400, use 200",
                "200, use 401"
            ),
            Sight.Of(
                NethesisMutants.NumberAccepted,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("""{"refresh_token":5}""")),
                "400, use 200",
                "200, use 401"
            ),
            Sight.Of(
                NethesisMutants.NullAccepted,
                s => LogOutAsync(s, request => request.Content = Dialect.Json("""{"refresh_token":null}""")),
                "400, use 200",
                "200, use 401"
            ),
            Sight.Of(NethesisMutants.DataIsText, AnswerAsync, LoggedOut, """200 {"code":200,"message":"logout successful","data":""}"""),
            Sight.Of(NethesisMutants.CodeIsText, AnswerAsync, LoggedOut, """200 {"code":"200","message":"logout successful","data":{}}"""),
            Sight.Of(NethesisMutants.OtherMessage, AnswerAsync, LoggedOut, """200 {"code":200,"message":"goodbye","data":{}}"""),
            Sight.Of(
                NethesisMutants.DataIsMessage,
                AnswerAsync,
                LoggedOut,
                """200 {"code":200,"message":"logout successful","data":{"message":"logout successful"}}"""
            ),
            Sight.Of(
                NethesisMutants.AccessSurvives,
                AfterLogoutAsync,
                "use 401, again 401, refresh 401",
                "use 200, again 200, refresh 401"
            ),
            Sight.Of(NethesisMutants.SecondLogout, AfterLogoutAsync, "use 401, again 401, refresh 401", "use 401, again 200, refresh 401"),
            Sight.Of(
                NethesisMutants.RefreshSurvives,
                AfterLogoutAsync,
                "use 401, again 401, refresh 401",
                "use 401, again 401, refresh 200"
            ),
            Sight.Of(
                NethesisMutants.OtherType,
                LogOutWithoutMemberAsync,
                MissingMember,
                MissingMember.Replace("validation_error", "bad_request", StringComparison.Ordinal)
            ),
            Sight.Of(
                NethesisMutants.OtherKey,
                LogOutWithoutMemberAsync,
                MissingMember,
                MissingMember.Replace("refresh_token", "RefreshToken", StringComparison.Ordinal)
            ),
            Sight.Of(
                NethesisMutants.NoErrors,
                LogOutWithoutMemberAsync,
                MissingMember,
                """400 {"code":400,"message":"validation failed","data":{"type":"validation_error"}}"""
            ),
            Sight.Of(NethesisMutants.NoData, LogOutWithBadTokenAsync, BadToken, """401 {"code":401,"message":"invalid token"}"""),
            Sight.Of(
                NethesisMutants.OtherRefusal,
                LogOutWithBadTokenAsync,
                BadToken,
                """401 {"code":401,"message":"bad credentials","data":{}}"""
            ),
            Sight.Of(
                NethesisMutants.CodeIsZero,
                LogOutWithBadTokenAsync,
                BadToken,
                """401 {"code":0,"message":"invalid token","data":{}}"""
            ),
            Sight.Of(
                NethesisMutants.SchemeAlone,
                async s =>
                    (await s.Caller.UseAsync(null, request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer"))).Json![
                        "message"
                    ]!,
                "invalid authorization header format",
                "authorization header required"
            ),
        ];

    private static async Task<object> LogOutAsync(Stage s, Action<HttpRequestMessage> change)
    {
        var tokens = await s.Caller.LoginAsync();
        var logout = await s.Caller.LogoutAsync(tokens, change);
        return $"{logout.Status}, use {(await s.Caller.UseAsync(tokens.Access)).Status}";
    }

    private static async Task<object> AnswerAsync(Stage s) => await s.Caller.LogoutAsync(await s.Caller.LoginAsync());

    private static async Task<object> AfterLogoutAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        await s.Caller.LogoutAsync(tokens);
        var use = await s.Caller.UseAsync(tokens.Access);
        return $"use {use.Status}, again {(await s.Caller.LogoutAsync(tokens)).Status}, refresh {(await s.Caller.RefreshAsync(tokens.Second)).Status}";
    }

    private static async Task<object> LogOutWithoutMemberAsync(Stage s) =>
        await s.Caller.LogoutAsync((await s.Caller.LoginAsync()).Access, null);

    private static async Task<object> LogOutWithBadTokenAsync(Stage s) => await s.Caller.LogoutAsync("no-token", "no-token");
}
