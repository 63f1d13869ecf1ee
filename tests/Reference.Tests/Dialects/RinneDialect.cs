using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

internal sealed class RinneDialect : Dialect
{
    public override HttpMethod LogoutMethod => HttpMethod.Post;

    public override string LogoutPath => "v1/auth/logout";

    public override string UsePath => "v1/auth/me";

    public override string LoginPath => "v1/auth/login";

    public override string? RefreshPath => null;

    public override HttpRequestMessage Login(string user, string password, string prelogin) =>
        Request(HttpMethod.Post, LoginPath, new JsonObject { ["identifier"] = user, ["password"] = password });

    public override HttpRequestMessage Use(string? access) => WithToken(Request(HttpMethod.Get, UsePath), access);

    public override HttpRequestMessage Refresh(string? token) => throw new NotSupportedException("Rinne refreshes nothing.");

    public override HttpRequestMessage Logout(string? access, string? second) => WithToken(Request(LogoutMethod, LogoutPath), access);

    public override TokenPair Read(JsonNode body, TokenPair before) => new(body["token"]!.ToString(), "");
}
