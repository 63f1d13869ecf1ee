using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

/// <summary>How the requests of an API are written; paths are relative to its documented server path.</summary>
internal abstract class Dialect
{
    public static Dialect Of(string api) =>
        api switch
        {
            "fincode" => new FincodeDialect(),
            "sig" => new SigDialect(),
            "nethesis" => new NethesisDialect(),
            "bankezy" => new BankezyDialect(),
            "rinne" => new RinneDialect(),
            _ => throw new ArgumentException(api, nameof(api)),
        };

    public abstract HttpMethod LogoutMethod { get; }

    public abstract string LogoutPath { get; }

    public abstract string UsePath { get; }

    public abstract string LoginPath { get; }

    /// <summary>Null where nothing refreshes.</summary>
    public abstract string? RefreshPath { get; }

    /// <summary>How long an access token lives.</summary>
    public virtual TimeSpan AccessLifetime => TimeSpan.FromHours(1);

    /// <summary>The header that carries the access token, and its value.</summary>
    public virtual (string Name, string Value) Credentials(string access) => ("Authorization", $"Bearer {access}");

    /// <summary>A request that has to come before a login, or null.</summary>
    public virtual HttpRequestMessage? BeforeLogin() => null;

    public abstract HttpRequestMessage Login(string user, string password, string prelogin);

    public abstract HttpRequestMessage Use(string? access);

    /// <summary>Exchanges the refresh token, or at Bankezy the access token.</summary>
    public abstract HttpRequestMessage Refresh(string? token);

    public abstract HttpRequestMessage Logout(string? access, string? second);

    /// <summary>What of a login is exchanged for new tokens.</summary>
    public virtual string RefreshTokenOf(TokenPair tokens) => tokens.Second;

    /// <summary>The tokens in a success; <paramref name="before"/> are those that it adds to.</summary>
    public abstract TokenPair Read(JsonNode body, TokenPair before);

    protected static HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body = null) =>
        new(method, path) { Content = body is null ? null : Json(body.ToJsonString()) };

    protected static JsonObject Second(string? token) => token is null ? [] : new JsonObject { ["refresh_token"] = token };

    protected HttpRequestMessage WithToken(HttpRequestMessage request, string? access)
    {
        if (access is not null)
            request.Headers.TryAddWithoutValidation(Credentials(access).Name, Credentials(access).Value);
        return request;
    }

    /// <summary>A body of bytes, which may be no JSON at all, with a media type.</summary>
    public static ByteArrayContent Json(string text, string mediaType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }
}
