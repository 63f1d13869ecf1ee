using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.TestKit;
using WireMock.Logging;
using WireMock.Server;
using WireMock.Settings;

namespace Conformance.WireMockNet.Tests;

/// <summary>A WireMock.Net server with a contract of a small shop on it, whose login gives a bearer token, and a client that keeps no cookies.</summary>
public sealed class ContractServer : IDisposable
{
    private const string Document = """
        openapi: 3.1.0
        info: {title: Shop, version: "1"}
        servers: [{url: /v1}]
        security: [{token: []}]
        paths:
          /login:
            post:
              operationId: login
              security: []
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {type: object, required: [name, password], properties: {name: {type: string}, password: {type: string}}}
              responses:
                '200':
                  description: Logged in.
                  headers:
                    Set-Cookie: {schema: {type: string}, example: theme=dark; Path=/}
                  content: {application/json: {schema: {type: object, properties: {token: {type: string}}}, example: {token: abc}}}
                '401': {description: Wrong., content: {application/json: {example: {error: wrong}}}}
          /logout:
            post:
              operationId: logout
              responses: {'204': {description: Logged out.}, '401': {description: Not logged in., headers: {WWW-Authenticate: {schema: {type: string}, example: Bearer}}, content: {application/json: {example: {error: no}}}}}
          /things/{id}:
            get:
              operationId: thing
              parameters: [{in: path, name: id, required: true, schema: {type: string}}]
              responses:
                '200': {description: A thing., content: {application/json: {schema: {type: object}, example: {name: spoon}}}}
                '401': {description: Not logged in., headers: {WWW-Authenticate: {schema: {type: string}, example: Bearer}}, content: {application/json: {example: {error: no}}}}
            put:
              operationId: changeThing
              parameters: [{in: path, name: id, required: true, schema: {type: string}}]
              requestBody: {content: {application/octet-stream: {}}}
              responses: {'204': {description: Changed.}, '401': {description: Not logged in.}, '413': {description: Too large.}}
            delete:
              operationId: deleteThing
              parameters: [{in: path, name: id, required: true, schema: {type: string}}]
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [why]}}}}
              responses: {'204': {description: Deleted.}, '400': {description: Wrong.}, '401': {description: Not logged in.}}
        components:
          securitySchemes: {token: {type: http, scheme: bearer}}
        """;

    private const string Session = """
        overlay: 1.0.0
        info: {title: Sessions, version: "1"}
        actions:
          - target: $
            update:
              x-session: {tokens: {access: {format: opaque, lifetime: PT15M}, browser: {format: opaque, lifetime: PT15M}}}
          - target: $.paths['/login'].post
            update: {x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.body#/token, browser: $response.cookie.sid}}}
          - target: $.paths['/logout'].post
            update: {x-session: {role: logout, revokes: {access: session}}}
          - target: $.paths['/things/{id}'].get
            update: {x-session: {role: protected}}
          - target: $.paths['/things/{id}'].put
            update: {x-session: {role: protected}}
          - target: $.paths['/things/{id}'].delete
            update: {x-session: {role: protected}}
        """;

    private readonly HttpClient _client;

    private ContractServer(WireMockServer server, ContractMapping api)
    {
        (Server, Api) = (server, api);
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(server.Url!),
        };
    }

    public WireMockServer Server { get; }

    public ContractMapping Api { get; }

    public static ContractServer Start(bool withAdmin = false, bool serverUnpacks = true)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            WriteContract(folder.FullName);
            var server = WireMockServer.Start(
                new WireMockServerSettings
                {
                    StartAdminInterface = withAdmin,
                    DisableRequestBodyDecompressing = !serverUnpacks,
                    Logger = new WireMockNullLogger(),
                }
            );
            return new ContractServer(
                server,
                server.AddContract(folder.FullName, o => o with { Time = new ManualClock(), CheckSelf = true })
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes the contract into a folder of its own, as a team keeps it.</summary>
    public static void WriteContract(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "openapi.yaml"), Document);
        File.WriteAllText(Path.Combine(folder, "session.overlay.yaml"), Session);
    }

    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Message)> SendAsync(
        string method,
        string path,
        string? token = null,
        HttpContent? content = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.False(response.Headers.Contains("Conform-Broken-Contract"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public async Task<string> LogInAsync(string path = "/v1/login")
    {
        var login = await SendAsync("POST", path, content: Json("""{"name":"alice@example.com","password":"open-sesame-1"}"""));
        Assert.Equal(HttpStatusCode.OK, login.Status);
        return (string)JsonNode.Parse(login.Body)!["token"]!;
    }

    public void Dispose()
    {
        _client.Dispose();
        Server.Dispose();
    }
}
