using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Conformance.Proxying.Tests;

/// <summary>A small API of notes with files and events, and a server of it in a few lines.</summary>
internal static class Notes
{
    public const string Document = """
        openapi: 3.1.0
        info: {title: Notes, version: '1'}
        x-session:
          tokens:
            access: {format: opaque, lifetime: PT10M}
            refresh: {format: opaque, lifetime: P7D, rotation: rotate, grace: PT10S}
          refusals: {default: {status: 401}}
        security: [{bearer: []}]
        paths:
          /login:
            post:
              security: []
              x-session:
                role: login
                subject: $request.body#/name
                secret: $request.body#/password
                issues: {access: $response.body#/token, refresh: $response.body#/refresh}
              requestBody:
                required: true
                content: {application/json: {schema: {type: object, required: [name, password], properties: {name: {type: string}, password: {type: string, minLength: 4}}}}}
              responses:
                '200': {description: Tokens., content: {application/json: {schema: {type: object, required: [token], properties: {token: {type: string}, refresh: {type: string}}}}}}
          /refresh:
            post:
              security: []
              x-session:
                role: refresh
                presents: {refresh: $request.body#/refresh}
                issues: {access: $response.body#/token, refresh: $response.body#/refresh}
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses:
                '200': {description: Tokens., content: {application/json: {schema: {type: object}}}}
                '401': {description: No.}
          /logout:
            post:
              x-session: {role: logout, revokes: {access: session, refresh: session}}
              responses: {'204': {description: Logged out.}, '401': {description: No.}}
          /notes:
            get:
              responses:
                '200': {description: Notes., content: {application/json: {schema: {type: array, items: {type: string}}}}}
                '401': {description: No.}
          /files/{name}:
            parameters: [{name: name, in: path, required: true, schema: {type: string}}]
            get:
              responses: {'200': {description: A file., content: {application/octet-stream: {}}}, '401': {description: No.}}
            put:
              requestBody: {required: true, content: {application/octet-stream: {}}}
              responses: {'200': {description: Its hash., content: {text/plain: {}}}, '401': {description: No.}}
          /events:
            get:
              responses: {'200': {description: Events., content: {text/event-stream: {}}}, '401': {description: No.}}
        components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
        """;

    public static WatchedContract Contract { get; } = Watch.Of(Document);

    /// <summary>A token of the server.</summary>
    public sealed record Tokens(string Token, string? Refresh);

    /// <summary>Logs in by the address of a proxy.</summary>
    public static async Task<Tokens> LoginAsync(HttpClient client, string name = "alice@example.com")
    {
        using var answer = await client.PostAsJsonAsync(
            "login",
            new { name, password = "open-sesame-1" },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Tokens>(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Sends a request with a token.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        string method,
        string path,
        string token,
        HttpContent? content = null
    )
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static HttpClient ClientOf(Watch watch) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = watch.Proxy.Address };

    /// <summary>A server of the API, whose tokens live in memory. What it takes in its stead comes first.</summary>
    /// <param name="forgets">Whether a logout ends nothing.</param>
    /// <param name="other">Answers what it likes, and says whether it did.</param>
    public static RequestDelegate Server(bool forgets = false, Func<HttpContext, Task<bool>>? other = null)
    {
        var live = new ConcurrentDictionary<string, string>();
        return async http =>
        {
            if (other is not null && await other(http))
                return;
            var token = http.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
            var path = http.Request.Path.Value!;
            if (path == "/login")
            {
                var session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                live[$"a-{session}"] = live[$"r-{session}"] = session;
                await http.Response.WriteAsJsonAsync(new { token = $"a-{session}", refresh = $"r-{session}" });
            }
            else if (!live.ContainsKey(token))
            {
                http.Response.StatusCode = 401;
                http.Response.Headers.WWWAuthenticate = "Bearer";
            }
            else if (path == "/logout")
            {
                if (!forgets)
                {
                    live.TryRemove(token, out _);
                    live.TryRemove("r" + token[1..], out _);
                }

                http.Response.StatusCode = 204;
            }
            else if (path == "/notes")
            {
                await http.Response.WriteAsJsonAsync((string[])["buy milk"]);
            }
            else if (path.StartsWith("/files/", StringComparison.Ordinal) && http.Request.Method == "PUT")
            {
                http.Response.ContentType = "text/plain";
                await http.Response.WriteAsync(Convert.ToHexString(await SHA256.HashDataAsync(http.Request.Body)));
            }
            else
            {
                http.Response.StatusCode = 404;
            }
        };
    }
}
