using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

internal sealed class FincodeDialect : Dialect
{
    public override HttpMethod LogoutMethod => HttpMethod.Put;

    public override string LogoutPath => "securitymanagement/logout";

    public override string UsePath => "usermanagement/profile";

    public override string LoginPath => "securitymanagement/login";

    public override string RefreshPath => "securitymanagement/refresh-token";

    public override (string Name, string Value) Credentials(string access) => ("x-auth-token", access);

    public override HttpRequestMessage Login(string user, string password, string prelogin) =>
        WithPlatform(Request(HttpMethod.Put, LoginPath, new JsonObject { ["email"] = user, ["currentPassword"] = password }));

    public override HttpRequestMessage Use(string? access)
    {
        var request = WithPlatform(Request(HttpMethod.Get, UsePath));
        if (access is not null)
            request.Headers.TryAddWithoutValidation("X-Auth-Token", access);
        return request;
    }

    public override HttpRequestMessage Refresh(string? token) => Request(HttpMethod.Put, RefreshPath, Second(token));

    public override HttpRequestMessage Logout(string? access, string? second) =>
        WithToken(WithPlatform(Request(LogoutMethod, LogoutPath, Second(second))), access);

    public override TokenPair Read(JsonNode body, TokenPair before) =>
        new(body["access_token"]!.ToString(), body["refresh_token"]!.ToString());

    private static HttpRequestMessage WithPlatform(HttpRequestMessage request)
    {
        request.Headers.Add("platform", "fincode");
        request.Headers.Add("uuid", "200");
        return request;
    }
}
