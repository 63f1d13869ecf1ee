using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.TestKit;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Servers;

/// <summary>A sound implementation of the demo contract, written without the session model of the product. Flawed ones override one of its decisions.</summary>
public class DemoApi
{
    public const string Password = "pa$$ \"word\" +/1";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Token> _tokens = [];
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private int _serial;

    public ManualClock Clock { get; } = new();

    protected Lock Gate => _lock;

    /// <summary>The tokens of a new session.</summary>
    public (string Access, string Refresh) Begin(string user)
    {
        var session = new Session(user);
        Began(session);
        lock (_lock)
            return Issue(session);
    }

    /// <summary>Answers a request; what it does not know is 404, another method 405.</summary>
    public virtual async Task HandleAsync(HttpContext http)
    {
        var body = await BodyAsync(http.Request);
        await (
            (http.Request.Method, http.Request.Path.Value) switch
            {
                ("POST", "/api/login") => LogInAsync(http, body),
                ("POST", "/api/refresh") => RefreshAsync(http, body),
                ("POST", "/api/logout") => LogOutAsync(http, body),
                ("GET", "/api/me") => MeAsync(http),
                (_, "/api/logout") => RefuseMethodAsync(http),
                _ => SendAsync(http, 404, new { error = "no such path" }),
            }
        );
    }

    protected virtual Task RefuseMethodAsync(HttpContext http)
    {
        http.Response.Headers.Allow = "POST";
        return SendAsync(http, 405, new { error = "method" });
    }

    protected virtual Task LogInAsync(HttpContext http, string body)
    {
        if (Json(body) is not { } asked || (string?)asked["password"] != Password)
            return RefuseAsync(http, "credentials");
        return SendAsync(http, 200, Json(Begin((string)asked["user"]!)));
    }

    protected virtual async Task RefreshAsync(HttpContext http, string body)
    {
        if ((string?)Json(body)?["refresh"] is not { } refresh)
        {
            await SendAsync(http, 400, new { error = "invalid" });
            return;
        }

        (string, string)? issued = null;
        lock (_lock)
        {
            if (Find(refresh, isAccess: false) is { } token)
            {
                if (token.IsUsed)
                    EndSession(token.Session);
                else
                    issued = Redeem(token);
            }
        }

        await (issued is null ? RefuseAsync(http, "refresh") : SendAsync(http, 200, Json(issued.Value)));
    }

    protected virtual Task LogOutAsync(HttpContext http, string body)
    {
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return SendAsync(http, 415, new { error = "type" });
        if ((string?)Json(body)?["refresh"] is null)
            return SendAsync(http, 400, new { error = "invalid" });
        lock (_lock)
        {
            if (Accepted(http) is not { } token)
                return RefuseAsync(http, "token");
            EndSession(token.Session);
        }

        return SendAsync(http, 200, new { message = "bye" });
    }

    protected virtual Task MeAsync(HttpContext http)
    {
        Token? token;
        lock (_lock)
            token = Accepted(http);
        return token is null ? RefuseAsync(http, "token") : SendAsync(http, 200, new { user = token.Session.User });
    }

    protected virtual Task RefuseAsync(HttpContext http, string reason)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"demo\"";
        return SendAsync(http, 401, new { error = reason });
    }

    /// <summary>What the logout ends.</summary>
    protected virtual void EndSession(Session session) => session.IsOver = true;

    /// <summary>Whether a token of a session that is over is still let in.</summary>
    protected virtual bool Outlives(Token token) => false;

    /// <summary>Whether a JWT that is not known by its text is taken all the same.</summary>
    protected virtual bool Trusts(JsonObject header) => false;

    /// <summary>Told of every session.</summary>
    protected virtual void Began(Session session) { }

    protected static object Json((string Access, string Refresh) tokens) => new { access = tokens.Access, refresh = tokens.Refresh };

    protected (string Access, string Refresh) Redeem(Token token)
    {
        token.IsUsed = true;
        return Issue(token.Session);
    }

    protected Token? Find(string text, bool isAccess)
    {
        if (
            !_tokens.TryGetValue(text, out var token)
            && isAccess
            && text.Split('.') is [var header, var claims, _]
            && Part(header) is { } head
            && Trusts(head)
        )
        {
            token = _tokens.FirstOrDefault(t => t.Key.Split('.') is [_, var own, _] && own == claims).Value;
        }

        return
            token is not null && token.IsAccess == isAccess && token.Until > Clock.GetUtcNow() && (!token.Session.IsOver || Outlives(token))
            ? token
            : null;
    }

    protected static Task SendAsync(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body);
    }

    private static JsonObject? Json(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject? Part(string part) =>
        Base64Url.IsValid(part) ? Json(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part))) : null;

    private static async Task<string> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync();
    }

    private Token? Accepted(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().Split(' ', 2) is [var scheme, var text]
        && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? Find(text, isAccess: true)
            : null;

    private (string Access, string Refresh) Issue(Session session)
    {
        var now = Clock.GetUtcNow();
        var head = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
        var claims = Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                $$"""{"sub":"{{session.User}}","iat":{{now.ToUnixTimeSeconds()}},"exp":{{now.ToUnixTimeSeconds() + 3600}},"jti":"{{++_serial}}"}"""
            )
        );
        var access = $"{head}.{claims}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{head}.{claims}")))}";
        var refresh = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _tokens[access] = new Token(session, IsAccess: true, now + TimeSpan.FromHours(1));
        _tokens[refresh] = new Token(session, IsAccess: false, now + TimeSpan.FromDays(7));
        return (access, refresh);
    }

    protected sealed class Session(string user)
    {
        public string User { get; } = user;

        public bool IsOver { get; set; }
    }

    protected sealed record Token(Session Session, bool IsAccess, DateTimeOffset Until)
    {
        public bool IsUsed { get; set; }

        public int UsesAfterLogout { get; set; }
    }
}
