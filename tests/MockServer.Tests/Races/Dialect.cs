using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Conformance.MockServer.Tests.Races;

/// <summary>How an API with rotating refresh tokens and a logout that ends the session is spoken to. Paths are relative to its base path.</summary>
internal abstract class Dialect
{
    /// <summary>The name of the contract.</summary>
    public abstract string Contract { get; }

    /// <summary>The path of the protected operation.</summary>
    public abstract string UsePath { get; }

    public static Dialect Of(string contract) => contract == "nethesis" ? new Nethesis() : new Fincode();

    public abstract HttpRequestMessage LogIn(string user, string password);

    public abstract HttpRequestMessage Use(string access);

    public abstract HttpRequestMessage Refresh(string refresh);

    /// <summary>A logout; <paramref name="refresh"/> goes with it where the API looks at it or <paramref name="isForeign"/>.</summary>
    public abstract HttpRequestMessage LogOut(string access, string refresh, bool isForeign);

    /// <summary>The tokens of an accepted login or refresh.</summary>
    public abstract (string Access, string Refresh) TokensOf(JsonElement body);

    /// <summary>What a status means.</summary>
    public virtual Answer AnswerOf(Act act, HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.OK => Answer.Accepted,
            HttpStatusCode.Unauthorized => Answer.Refused,
            _ => Answer.Broken,
        };

    private static HttpRequestMessage Json(HttpMethod method, string path, params (string Name, string Value)[] members) =>
        new(method, path)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(members.ToDictionary(m => m.Name, m => m.Value)),
                Encoding.UTF8,
                "application/json"
            ),
        };

    /// <summary>A reused refresh token is refused and no more; a logout looks over a refresh token that is dead already.</summary>
    private sealed class Nethesis : Dialect
    {
        public override string Contract => "nethesis";

        public override string UsePath => "me";

        public override HttpRequestMessage LogIn(string user, string password) =>
            Json(HttpMethod.Post, "auth/exchange", ("access_token", $"{user}:{password}"));

        public override HttpRequestMessage Use(string access) => With(new HttpRequestMessage(HttpMethod.Get, UsePath), access);

        public override HttpRequestMessage Refresh(string refresh) => Json(HttpMethod.Post, "auth/refresh", ("refresh_token", refresh));

        public override HttpRequestMessage LogOut(string access, string refresh, bool isForeign) =>
            With(Json(HttpMethod.Post, "auth/logout", ("refresh_token", refresh)), access);

        public override (string Access, string Refresh) TokensOf(JsonElement body) =>
            (
                body.GetProperty("data").GetProperty("token").GetString()!,
                body.GetProperty("data").GetProperty("refresh_token").GetString()!
            );

        private static HttpRequestMessage With(HttpRequestMessage request, string access)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
            return request;
        }
    }

    /// <summary>A reused refresh token ends the session; a logout does without a refresh token.</summary>
    private sealed class Fincode : Dialect
    {
        public override string Contract => "fincode";

        public override string UsePath => "usermanagement/profile";

        public override HttpRequestMessage LogIn(string user, string password) =>
            With(Json(HttpMethod.Put, "securitymanagement/login", ("email", user), ("currentPassword", password)), null);

        public override HttpRequestMessage Use(string access) => With(new HttpRequestMessage(HttpMethod.Get, UsePath), access);

        public override HttpRequestMessage Refresh(string refresh) =>
            Json(HttpMethod.Put, "securitymanagement/refresh-token", ("refresh_token", refresh));

        public override HttpRequestMessage LogOut(string access, string refresh, bool isForeign) =>
            With(
                isForeign
                    ? Json(HttpMethod.Put, "securitymanagement/logout", ("refresh_token", refresh))
                    : Json(HttpMethod.Put, "securitymanagement/logout"),
                access
            );

        public override (string Access, string Refresh) TokensOf(JsonElement body) =>
            (body.GetProperty("access_token").GetString()!, body.GetProperty("refresh_token").GetString()!);

        public override Answer AnswerOf(Act act, HttpStatusCode status) =>
            act == Act.Refresh && status == HttpStatusCode.Forbidden ? Answer.Reused : base.AnswerOf(act, status);

        private static HttpRequestMessage With(HttpRequestMessage request, string? access)
        {
            request.Headers.Add("platform", "fincode");
            request.Headers.Add("uuid", "200");
            if (access is not null)
                request.Headers.Add("x-auth-token", access);
            return request;
        }
    }
}
