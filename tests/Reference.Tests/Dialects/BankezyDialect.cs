using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

internal sealed class BankezyDialect : Dialect
{
    public override HttpMethod LogoutMethod => HttpMethod.Post;

    public override string LogoutPath => "onboarding/user/logout/v1";

    public override string UsePath => "onboarding/user/deviceValidation/v1";

    public override string LoginPath => "onboarding/user/login/v1";

    public override string RefreshPath => "token-service/client/app/renew/v2/token";

    public override TimeSpan AccessLifetime => TimeSpan.FromMinutes(30);

    public override (string Name, string Value) Credentials(string access) => ("X-API-TOKEN", access);

    public override HttpRequestMessage BeforeLogin() => Request(HttpMethod.Post, "token-service/client/server/new/v2/token");

    public override HttpRequestMessage Login(string user, string password, string prelogin)
    {
        var request = WithToken(Request(HttpMethod.Post, LoginPath, new JsonObject { ["pin"] = password, ["deviceId"] = "d-1" }), prelogin);
        request.Headers.Add("X-ACCOUNT-NUMBER", user);
        return request;
    }

    public override HttpRequestMessage Use(string? access) => WithToken(Request(HttpMethod.Post, UsePath), access);

    public override HttpRequestMessage Refresh(string? token) => WithToken(Request(HttpMethod.Post, RefreshPath), token);

    public override HttpRequestMessage Logout(string? access, string? second)
    {
        var body = new JsonObject { ["signOutMode"] = 1, ["deviceId"] = "d-1" };
        if (second is not null)
            body["token"] = second;
        return WithToken(Request(LogoutMethod, LogoutPath, body), access);
    }

    public override string RefreshTokenOf(TokenPair tokens) => tokens.Access;

    public override TokenPair Read(JsonNode body, TokenPair before) =>
        body["referenceId"] is not null
            ? before with
            {
                Second = body["token"]!.ToString(),
            }
            : before with
            {
                Access = (body["data"]?["token"] ?? body["token"])!.ToString(),
            };
}
