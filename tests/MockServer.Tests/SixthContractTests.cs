using System.Net.Http.Json;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>A contract that no code was written for: a session in a cookie, a logout by DELETE that answers 204.</summary>
public sealed class SixthContractTests
{
    private const string Document = """
        openapi: 3.1.0
        info: {title: Notes, version: '1'}
        x-session:
          tokens:
            access: {format: opaque, lifetime: PT20M, shape: {alphabet: alphanumeric, length: 32, prefix: s_}}
        security: [{session: []}]
        paths:
          /session:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.cookie.sid}}
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [name, password]
                      properties: {name: {type: string}, password: {type: string}}
              responses:
                '204': {description: Logged in.}
                '401':
                  description: Not logged in.
                  content: {application/json: {example: {error: '{$reason}'}}}
            delete:
              x-session: {role: logout, revokes: {access: session}}
              responses:
                '204': {description: Logged out., headers: {Set-Cookie: {schema: {type: string}, example: sid=; Max-Age=0; Path=/}}}
                '401': {$ref: '#/components/responses/Refused'}
          /notes/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
              responses:
                '200':
                  description: A note.
                  content: {application/json: {schema: {type: object, required: [id, text], properties: {id: {type: integer}, text: {type: string, minLength: 3}}}}}
                '401': {$ref: '#/components/responses/Refused'}
        components:
          securitySchemes:
            session: {type: apiKey, in: cookie, name: sid}
          responses:
            Refused:
              description: Not logged in.
              content: {application/json: {example: {error: '{$reason}', at: '{$request.path}'}}}
        """;

    [Fact]
    public async Task A_cookie_session_is_served_from_the_contract_alone()
    {
        await using var mock = await OfAsync(Load(Document));
        var login = await mock.PostAsync("/session", new { name = Alice, password = Password });
        Assert.Equal((204, ""), (login.Status, login.Text));
        var cookie = login.Header("Set-Cookie")!.Split(';')[0];
        Assert.Matches("^sid=s_[A-Za-z0-9]{32}$", cookie);

        var note = await mock.GetAsync("/notes/7", ("Cookie", cookie));
        Assert.Equal(200, note.Status);
        Assert.True(note.String("text").Length >= 3);

        var logout = await mock.SendAsync("DELETE", "/session", headers: ("Cookie", cookie));
        Assert.Equal((204, "sid=; Max-Age=0; Path=/"), (logout.Status, logout.Header("Set-Cookie")));
        (await mock.GetAsync("/notes/7", ("Cookie", cookie))).Is(401, """{"error":"revoked","at":"/notes/7"}""");
        (await mock.SendAsync("DELETE", "/session", headers: ("Cookie", cookie))).Is(401, """{"error":"revoked","at":"/session"}""");
    }

    [Fact]
    public async Task A_cookie_stays_in_the_namespace_that_the_path_names()
    {
        await using var mock = await OfAsync(Load(Document));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var login = await http.PostAsJsonAsync(
            new Uri(mock.Mock.Address, "__ns/a/session"),
            new { name = Alice, password = Password },
            TestContext.Current.CancellationToken
        );
        Assert.Contains("; path=/__ns/a;", Assert.Single(login.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_refusals_and_its_clock_are_its_own()
    {
        await using var mock = await OfAsync(Load(Document));
        (await mock.GetAsync("/notes/7")).Is(401, """{"error":"missing","at":"/notes/7"}""");
        (await mock.GetAsync("/notes/7", ("Cookie", "sid=nonsense"))).Is(401, """{"error":"malformed","at":"/notes/7"}""");
        (await mock.PostAsync("/session", new { name = Alice, password = "wrong" })).Is(401, """{"error":"credentials"}""");
        var cookie = (await mock.PostAsync("/session", new { name = Alice, password = Password })).Header("Set-Cookie")!.Split(';')[0];
        mock.Advance(TimeSpan.FromMinutes(20));
        (await mock.GetAsync("/notes/7", ("Cookie", cookie))).Is(401, """{"error":"expired","at":"/notes/7"}""");
        var broken = await mock.GetAsync("/notes/seven", ("Cookie", cookie));
        Assert.Equal((400, "application/problem+json"), (broken.Status, broken.ContentType));
    }
}
