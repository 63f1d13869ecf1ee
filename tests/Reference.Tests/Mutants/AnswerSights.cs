using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How the mutants of the form of answers are seen.</summary>
internal static class AnswerSights
{
    public static IEnumerable<Sight> Of(string api) =>
        [
            Sight.Of(AnswerMutants.LogoutAnswers204, async s => (await LogOutAsync(s)).Status, 200, 204),
            Sight.Of(AnswerMutants.LogoutAnswers500, async s => (await LogOutAsync(s)).Status, 200, 500),
            Sight.Of(AnswerMutants.WrongMediaType, async s => (await LogOutAsync(s)).MediaType, "application/json", "text/html"),
            Sight.Of(AnswerMutants.NumberAsText, async s => HasNumber((await s.Caller.UseAsync(null)).Json), true, false),
            Sight.Of(
                AnswerMutants.FieldMissing,
                async s => ((JsonObject)(await LogOutAsync(s)).Json!).Count,
                Members(api),
                Members(api) - 1
            ),
            Sight.Of(
                AnswerMutants.WrongEnvelope,
                async s => (await s.Caller.UseAsync(null)).Text.StartsWith("{\"result\":{", StringComparison.Ordinal),
                false,
                true
            ),
            Sight.Of(AnswerMutants.HtmlErrors, async s => (await s.Caller.UseAsync(null)).MediaType, "application/json", "text/html"),
            Sight.Of(AnswerMutants.BadBody500, async s => (await LogInWithAsync(s, "{", "application/json")).Status, 400, 500),
            Sight.Of(AnswerMutants.NoChallenge, async s => Challenge(await s.Caller.UseAsync(null)).Length > 0, true, false),
            Sight.Of(AnswerMutants.BareChallenge, async s => Challenge(await s.Caller.UseAsync(null)), $"Bearer realm=\"{api}\"", "Bearer"),
            Sight.Of(
                AnswerMutants.NoErrorCode,
                async s => Challenge(await s.Caller.UseAsync("no-token")),
                $"Bearer realm=\"{api}\", error=\"invalid_token\"",
                $"Bearer realm=\"{api}\""
            ),
            Sight.Of(
                AnswerMutants.ErrorWithoutToken,
                async s => Challenge(await s.Caller.UseAsync(null)),
                $"Bearer realm=\"{api}\"",
                $"Bearer realm=\"{api}\", error=\"invalid_token\""
            ),
            Sight.Of(AnswerMutants.NoAllow, async s => (await DeleteAsync(s)).Headers.ContainsKey("Allow"), true, false),
            Sight.Of(AnswerMutants.WrongMethod404, async s => (await DeleteAsync(s)).Status, 405, 404),
            Sight.Of(AnswerMutants.MediaType400, async s => (await LogInWithAsync(s, "<login/>", "application/xml")).Status, 415, 400),
            Sight.Of(
                AnswerMutants.Cacheable,
                async s => (await s.Caller.TryLoginAsync(Caller.Alice, Caller.Password)).Reply.Headers.ContainsKey("Cache-Control"),
                true,
                false
            ),
            Sight.Of(
                AnswerMutants.CookieTwice,
                async s => (await s.Caller.TryLoginAsync(Caller.Alice, Caller.Password)).Reply.Headers.ContainsKey("Set-Cookie"),
                false,
                true
            ),
        ];

    private static int Members(string api) =>
        api switch
        {
            "nethesis" => 3,
            "bankezy" or "rinne" => 2,
            _ => 1,
        };

    private static async Task<Reply> LogOutAsync(Stage s) => await s.Caller.LogoutAsync(await s.Caller.LoginAsync());

    private static Task<Reply> DeleteAsync(Stage s) => s.Caller.SendAsync(new HttpRequestMessage(HttpMethod.Delete, s.Dialect.LogoutPath));

    private static async Task<Reply> LogInWithAsync(Stage s, string body, string mediaType)
    {
        var tokens = s.Dialect.BeforeLogin() is { } before
            ? s.Dialect.Read((await s.Caller.SendAsync(before)).Json!, TokenPair.None)
            : TokenPair.None;
        return await s.Caller.SendAsync(
            s.Dialect.Login(Caller.Alice, Caller.Password, tokens.Second),
            request => request.Content = Dialect.Json(body, mediaType)
        );
    }

    private static string Challenge(Reply reply) => reply.Headers.GetValueOrDefault("WWW-Authenticate", "");

    private static bool HasNumber(JsonNode? json) =>
        json switch
        {
            JsonObject members => members.Any(member => HasNumber(member.Value)),
            JsonValue value => value.GetValueKind() == JsonValueKind.Number,
            _ => false,
        };
}
