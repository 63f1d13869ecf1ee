using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.MockServer.Tests;

/// <summary>Several operations at one method and path, and answers that are no 2xx and no 4xx.</summary>
public sealed class VariantTests
{
    private const string Contract = """
        openapi: 3.1.0
        info: {title: A, version: '1'}
        servers: [{url: /api}]
        x-session:
          tokens: {access: {format: opaque}, refresh: {format: opaque, rotation: rotate}}
          refusals: {default: {status: 401, response: Refused}}
        paths:
          /token:
            post:
              operationId: byPassword
              security: []
              x-session: {role: login, where: {$request.body#/grant: password}, subject: $request.body#/user, secret: $request.body#/secret, issues: {access: $response.body#/a, refresh: $response.body#/r}, refusals: {invalid: {status: 400}}}
              requestBody: &body
                required: true
                content:
                  application/json: {schema: {type: object, required: [grant], properties: {grant: {type: string}}}}
                  application/x-www-form-urlencoded: {schema: {type: object, required: [grant]}}
                  multipart/form-data: {schema: {type: object, required: [grant]}}
              responses: {'200': {description: A, content: {application/json: {example: {by: password}}}}}
          /token#refresh:
            post:
              operationId: byRefresh
              security: []
              x-session: {role: refresh, where: {$request.body#/grant: refresh}, presents: {refresh: $request.body#/token}, issues: {access: $response.body#/a, refresh: $response.body#/r}}
              requestBody: *body
              responses: {'200': {description: A, content: {application/json: {example: {by: refresh}}}}}
          /me:
            get:
              security: [{bearer: []}]
              x-session: {role: protected, succeeds: {status: 303, where: {$response.header.Location: /home}}, refusals: {missing: {status: 418}}}
              responses: {'303': {description: A}}
        components:
          securitySchemes: {bearer: {type: http, scheme: bearer}}
          responses: {Refused: {description: A, content: {application/json: {example: {why: '{$reason}', status: '{$statusCode}'}}}}}
        """;

    [Theory]
    [InlineData("application/json", """{"grant":"GRANT","user":"alice@example.com","secret":"open-sesame-1","token":"TOKEN"}""")]
    [InlineData("application/x-www-form-urlencoded", "grant=GRANT&user=alice%40example.com&secret=open-sesame-1&token=TOKEN")]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=grant\r\n\r\nGRANT\r\n--b\r\nContent-Disposition: form-data; name=user\r\n\r\nalice@example.com\r\n--b\r\nContent-Disposition: form-data; name=secret\r\n\r\nopen-sesame-1\r\n--b\r\nContent-Disposition: form-data; name=token\r\n\r\nTOKEN\r\n--b--\r\n"
    )]
    public async Task The_body_chooses_whatever_it_is_written_in(string type, string body)
    {
        await using var mock = await Start();
        var login = await Ask(mock, "/api/token", type, body.Replace("GRANT", "password", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, "password"), (login.Status, login.Json?["by"]?.ToString()));
        var again = await Ask(
            mock,
            "/api/token",
            type,
            body.Replace("GRANT", "refresh", StringComparison.Ordinal)
                .Replace("TOKEN", login.Json!["r"]!.ToString(), StringComparison.Ordinal)
        );
        Assert.Equal((HttpStatusCode.OK, "refresh"), (again.Status, again.Json?["by"]?.ToString()));
        var reused = await Ask(
            mock,
            "/api/token",
            type,
            body.Replace("GRANT", "refresh", StringComparison.Ordinal)
                .Replace("TOKEN", login.Json!["r"]!.ToString(), StringComparison.Ordinal)
        );
        Assert.Equal((HttpStatusCode.Unauthorized, "reused"), (reused.Status, reused.Json?["why"]?.ToString()));
    }

    [Theory]
    [InlineData("""{"grant":"other"}""", "application/json", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("""{"grant":""", "application/json", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("<grant/>", "application/xml", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    public async Task What_none_of_them_takes_is_refused_in_the_documented_form(
        string body,
        string type,
        HttpStatusCode status,
        string reason
    )
    {
        await using var mock = await Start();
        var answer = await Ask(mock, "/api/token", type, body);
        Assert.Equal((status, reason), (answer.Status, answer.Json?["reason"]?.ToString() ?? answer.Json?["why"]?.ToString()));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_anything_is_looked_for_in_it()
    {
        await using var mock = await Start();
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await Ask(mock, "/api/token", "application/json", new string(' ', MockOptions.LargestBody + 1))).Status
        );
    }

    [Fact]
    public async Task A_default_keeps_the_statuses_of_HTTP_itself_and_gives_them_its_form()
    {
        await using var mock = await Start();
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await Get(mock, "/api/nowhere"));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), await Get(mock, "/api/token"));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(mock, "/api/token%23refresh")).Status);
    }

    [Fact]
    public async Task A_success_and_a_refusal_have_the_status_that_the_contract_says()
    {
        await using var mock = await Start();
        Assert.Equal(((HttpStatusCode)418, "missing"), await Get(mock, "/api/me"));
        var login = await Ask(
            mock,
            "/api/token",
            "application/json",
            """{"grant":"password","user":"alice@example.com","secret":"open-sesame-1"}"""
        );
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = mock.Address };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {login.Json!["a"]}");
        using var response = await client.GetAsync(new Uri("/api/me", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.SeeOther, "/home"), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    private static Task<Mock> Start() =>
        Mock.StartAsync(
            new MockOptions
            {
                Contracts = [TestMock.Load(Contract)],
                Port = 0,
                CheckSelf = true,
            }
        );

    private static async Task<(HttpStatusCode Status, string? Why)> Get(Mock mock, string path)
    {
        using var client = new HttpClient { BaseAddress = mock.Address };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, (json?["why"] ?? json?["reason"])?.ToString());
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Json)> Ask(Mock mock, string path, string type, string body)
    {
        using var client = new HttpClient { BaseAddress = mock.Address };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
