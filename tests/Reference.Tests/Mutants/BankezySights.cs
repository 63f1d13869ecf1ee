using System.Text.Json.Nodes;
using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How Bankezy's mutants are seen.</summary>
internal static class BankezySights
{
    private const string LoggedOut = """200 {"resCode":200,"resDesc":"SUCCESS"}""";
    private const string Missing = """401 {"resCode":401,"resDesc":"TOKEN MISSING"}""";

    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(
                BankezyMutants.PutLogsOut,
                s => LogOutAsync(s, change: request => request.Method = HttpMethod.Put),
                "405, use 200",
                "200, use 401"
            ),
            Sight.Of(
                BankezyMutants.Anonymous,
                s => LogOutAsync(s, change: request => request.Headers.Remove("X-API-TOKEN")),
                "401, use 200",
                "200, use 200"
            ),
            Sight.Of(BankezyMutants.KeyRequired, s => LogOutAsync(s), "200, use 401", "400, use 200"),
            Sight.Of(BankezyMutants.DeviceOptional, s => LogOutAsync(s, body => body.Remove("deviceId")), "400, use 200", "200, use 401"),
            Sight.Of(BankezyMutants.TokenOptional, s => LogOutAsync(s, body => body.Remove("token")), "400, use 200", "200, use 401"),
            Sight.Of(BankezyMutants.Mode1Refused, s => LogOutAsync(s, body => body["signOutMode"] = 1), "200, use 401", "400, use 200"),
            Sight.Of(BankezyMutants.Mode2Refused, s => LogOutAsync(s, body => body["signOutMode"] = 2), "200, use 401", "400, use 200"),
            Sight.Of(BankezyMutants.CodeIsText, AnswerAsync, LoggedOut, """200 {"resCode":"200","resDesc":"SUCCESS"}"""),
            Sight.Of(BankezyMutants.OtherDescription, AnswerAsync, LoggedOut, """200 {"resCode":200,"resDesc":"LOGGED OUT"}"""),
            Sight.Of(
                BankezyMutants.Answers403,
                async s => await s.Caller.UseAsync(null),
                Missing,
                """403 {"resCode":401,"resDesc":"TOKEN MISSING"}"""
            ),
            Sight.Of(BankezyMutants.EmptyRefusal, async s => await s.Caller.UseAsync(null), Missing, "401"),
            Sight.Of(BankezyMutants.AccessKept, s => LogOutAsync(s), "200, use 401", "200, use 200"),
            Sight.Of(BankezyMutants.JwtTokens, async s => (await s.Caller.LoginAsync()).Access.Split('.').Length, 5, 3),
            Sight.Of(BankezyMutants.TextRefused, s => LogOutAsync(s, mediaType: "text/plain"), "200, use 401", "415, use 200"),
            Sight.Of(BankezyMutants.CookieRequired, s => LogOutAsync(s), "200, use 401", "400, use 200"),
        ];

    private static async Task<object> LogOutAsync(
        Stage s,
        Action<JsonObject>? edit = null,
        string mediaType = "application/json",
        Action<HttpRequestMessage>? change = null
    )
    {
        var tokens = await s.Caller.LoginAsync();
        var body = new JsonObject
        {
            ["signOutMode"] = 1,
            ["deviceId"] = "d-1",
            ["token"] = tokens.Second,
        };
        edit?.Invoke(body);
        var logout = await s.Caller.LogoutAsync(
            tokens,
            request =>
            {
                request.Content = Dialect.Json(body.ToJsonString(), mediaType);
                change?.Invoke(request);
            }
        );
        return $"{logout.Status}, use {(await s.Caller.UseAsync(tokens.Access)).Status}";
    }

    private static async Task<object> AnswerAsync(Stage s) => await s.Caller.LogoutAsync(await s.Caller.LoginAsync());
}
