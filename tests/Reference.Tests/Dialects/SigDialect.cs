using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

internal sealed class SigDialect : Dialect
{
    public override HttpMethod LogoutMethod => HttpMethod.Post;

    public override string LogoutPath => "api/logout";

    public override string UsePath => "api/me";

    public override string LoginPath => "api/login";

    public override string RefreshPath => "api/token/refresh";

    public override HttpRequestMessage Login(string user, string password, string prelogin) =>
        Request(HttpMethod.Post, LoginPath, new JsonObject { ["email"] = user, ["password"] = password });

    public override HttpRequestMessage Use(string? access) => WithToken(Request(HttpMethod.Get, UsePath), access);

    public override HttpRequestMessage Refresh(string? token) => Request(HttpMethod.Post, RefreshPath, Second(token));

    public override HttpRequestMessage Logout(string? access, string? second) =>
        WithToken(Request(LogoutMethod, LogoutPath, Second(second)), access);

    public override TokenPair Read(JsonNode body, TokenPair before) => new(body["token"]!.ToString(), body["refresh_token"]!.ToString());
}
