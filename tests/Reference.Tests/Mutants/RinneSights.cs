using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How Rinne's mutants are seen.</summary>
internal static class RinneSights
{
    private const string LoggedOut = """200 {"success":true,"message":"Logged out successfully"}""";

    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(RinneMutants.PutLogsOut, s => LogOutAsync(s, request => request.Method = HttpMethod.Put), 405, 200),
            Sight.Of(RinneMutants.Anonymous, s => LogOutAsync(s, request => request.Headers.Remove("Authorization")), 401, 200),
            Sight.Of(RinneMutants.BodyRequired, s => LogOutAsync(s), 200, 400),
            Sight.Of(RinneMutants.SuccessIsText, AnswerAsync, LoggedOut, """200 {"success":"true","message":"Logged out successfully"}"""),
            Sight.Of(RinneMutants.NoMessage, AnswerAsync, LoggedOut, """200 {"success":true}"""),
            Sight.Of(RinneMutants.UserEnded, AfterLogoutAsync, "200 200, sibling 200", "401 401, sibling 401"),
            Sight.Of(RinneMutants.Blacklist, AfterLogoutAsync, "200 200, sibling 200", "401 401, sibling 200"),
            Sight.Of(RinneMutants.BlacklistAUseLate, AfterLogoutAsync, "200 200, sibling 200", "200 401, sibling 200"),
            Sight.Of(RinneMutants.Missing403, async s => (await s.Caller.UseAsync(null)).Status, 401, 403),
            Sight.Of(RinneMutants.Invalid403, async s => (await s.Caller.UseAsync("no-token")).Status, 401, 403),
            Sight.Of(
                RinneMutants.ErrorIsText,
                async s => (await RefusalAsync(s)).GetValueKind(),
                JsonValueKind.Object,
                JsonValueKind.String
            ),
            Sight.Of(RinneMutants.OtherCode, async s => (await RefusalAsync(s))["code"]!, "AUTHENTICATION_ERROR", "UNAUTHORIZED"),
            Sight.Of(RinneMutants.OtherPath, async s => (await RefusalAsync(s))["path"]!, "/core/v1/auth/logout", "/companies/me"),
            Sight.Of(RinneMutants.NoRequestId, async s => ((JsonObject)await RefusalAsync(s)).ContainsKey("requestId"), true, false),
            Sight.Of(
                RinneMutants.TimestampIsNoDate,
                async s => (await RefusalAsync(s))["timestamp"]!,
                "2026-01-02T03:04:05+00:00",
                "02.01.2026 03:04"
            ),
            Sight.Of(RinneMutants.Wrapped, AnswerAsync, LoggedOut, """200 {"data":{"success":true,"message":"Logged out successfully"}}"""),
        ];

    private static async Task<object> LogOutAsync(Stage s, Action<HttpRequestMessage>? change = null) =>
        (await s.Caller.LogoutAsync(await s.Caller.LoginAsync(), change)).Status;

    private static async Task<object> AnswerAsync(Stage s) => await s.Caller.LogoutAsync(await s.Caller.LoginAsync());

    private static async Task<JsonNode> RefusalAsync(Stage s) => (await s.Caller.LogoutAsync(access: null, second: null)).Json!["error"]!;

    private static async Task<object> AfterLogoutAsync(Stage s)
    {
        var (tokens, sibling) = (await s.Caller.LoginAsync(), await s.Caller.LoginAsync());
        await s.Caller.LogoutAsync(tokens);
        return $"{(await s.Caller.UseAsync(tokens.Access)).Status} {(await s.Caller.UseAsync(tokens.Access)).Status}, sibling {(await s.Caller.UseAsync(sibling.Access)).Status}";
    }
}
