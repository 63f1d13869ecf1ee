using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

internal sealed class NethesisDialect : Dialect
{
    public override HttpMethod LogoutMethod => HttpMethod.Post;

    public override string LogoutPath => "auth/logout";

    public override string UsePath => "me";

    public override string LoginPath => "auth/exchange";

    public override string RefreshPath => "auth/refresh";

    public override TimeSpan AccessLifetime => TimeSpan.FromHours(24);

    public override HttpRequestMessage Login(string user, string password, string prelogin) =>
        Request(HttpMethod.Post, LoginPath, new JsonObject { ["access_token"] = $"{user}:{password}" });

    public override HttpRequestMessage Use(string? access) => WithToken(Request(HttpMethod.Get, UsePath), access);

    public override HttpRequestMessage Refresh(string? token) => Request(HttpMethod.Post, RefreshPath, Second(token));

    public override HttpRequestMessage Logout(string? access, string? second) =>
        WithToken(Request(LogoutMethod, LogoutPath, Second(second)), access);

    public override TokenPair Read(JsonNode body, TokenPair before) =>
        new(body["data"]!["token"]!.ToString(), body["data"]!["refresh_token"]!.ToString());
}
