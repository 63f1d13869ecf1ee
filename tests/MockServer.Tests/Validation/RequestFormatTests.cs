using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Validation;

/// <summary>Requests in other formats than plain JSON, over a real socket.</summary>
public sealed class RequestFormatTests
{
    private const string Document = """
        openapi: 3.2.0
        info: {title: Formats, version: '1'}
        x-session:
          tokens: {access: {format: opaque, lifetime: PT20M}}
          refusals: {invalid: {status: 400}}
        security: [{bearer: []}]
        paths:
          /token:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/username, secret: $request.body#/password, issues: {access: $response.body#/access_token}}
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    schema: {type: object, required: [username, password], properties: {username: {type: string}, password: {type: string}}}
                  multipart/form-data:
                    schema: {type: object, required: [username], properties: {username: {type: string}, password: {type: string}, age: {type: integer}}}
                  text/plain: {schema: {type: string}}
              responses:
                '200': {description: In., content: {application/json: {example: {access_token: ''}}}}
                '400': {$ref: '#/components/responses/Wrong'}
                '401': {$ref: '#/components/responses/Wrong'}
          /things/{ids}:
            get:
              security: []
              parameters:
                - {name: ids, in: path, required: true, schema: {type: array, items: {enum: ['a,b', c/d, e]}}}
                - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {n: {type: integer}}}}
                - {name: tags, in: query, style: pipeDelimited, schema: {type: array, items: {type: integer}}}
                - {name: X-Ids, in: header, schema: {type: array, items: {type: integer}}}
                - {name: theme, in: cookie, style: cookie, schema: {type: array, items: {enum: [dark, big]}}}
              responses:
                '204': {description: Fine.}
                '400': {$ref: '#/components/responses/Wrong'}
        components:
          securitySchemes: {bearer: {type: http, scheme: bearer}}
          responses:
            Wrong:
              description: Wrong.
              content: {application/json: {example: {fields: ['{$violation.field}'], echo: '{$request.body#/username}'}}}
        """;

    [Fact]
    public async Task A_login_may_be_a_form()
    {
        await using var mock = await OfAsync(Load(Document));
        const string form = "application/x-www-form-urlencoded";
        var reply = await mock.SendAsync(
            "POST",
            "/token",
            $"username={Uri.EscapeDataString(Alice)}&password={Uri.EscapeDataString(Password)}",
            form
        );
        Assert.Equal(200, reply.Status);
        Assert.NotEmpty(reply.String("access_token"));
        (await mock.SendAsync("POST", "/token", "username=nobody&password=1", form)).Is(401, """{"fields":[],"echo":"nobody"}""");
        (await mock.SendAsync("POST", "/token", "username=nobody", form)).Is(400, """{"fields":["password"],"echo":"nobody"}""");
        (await mock.SendAsync("POST", "/token", "username=%zz&password=1", form)).Is(400, """{"fields":["username"],"echo":"%zz"}""");
    }

    [Fact]
    public async Task A_login_may_be_a_multipart_form()
    {
        await using var mock = await OfAsync(Load(Document));
        const string type = "multipart/form-data; boundary=b";
        var reply = await mock.SendAsync("POST", "/token", Parts(("username", Alice), ("password", Password)), type);
        Assert.Equal(200, reply.Status);
        (await mock.SendAsync("POST", "/token", Parts(("username", "x"), ("age", "old")), type)).Is(
            400,
            """{"fields":["age"],"echo":"x"}"""
        );
        (await mock.SendAsync("POST", "/token", "nonsense", type)).Is(400, """{"fields":["body"],"echo":null}""");
    }

    [Fact]
    public async Task A_charset_matters_where_text_is_read()
    {
        await using var mock = await OfAsync(Load(Document));
        Assert.Equal(
            415,
            (await mock.SendAsync("POST", "/token", "username=a", "application/x-www-form-urlencoded; charset=utf-16")).Status
        );
        Assert.Equal(401, (await mock.SendAsync("POST", "/token", "text", "text/plain; charset=iso-8859-1")).Status);
    }

    [Theory]
    [InlineData("a%2Cb,c%2Fd", "filter[n]=1&tags=1%7C2", "1", "theme=dark; theme=big", "")]
    [InlineData("a,b", "", null, null, "ids,ids")]
    [InlineData("e", "filter%5Bn%5D=x", null, null, "n")]
    [InlineData("e", "tags=1|x", null, null, "tags")]
    [InlineData("e", "", "1, x", null, "X-Ids")]
    [InlineData("e", "", "1", "a=b; theme=dark; theme=light", "theme")]
    public async Task Parameters_are_read_as_they_were_sent(string ids, string query, string? header, string? cookie, string fields)
    {
        await using var mock = await OfAsync(Load(Document));
        var headers = new List<(string, string)>();
        if (header is not null)
            headers.Add(("X-Ids", header));
        if (cookie is not null)
            headers.Add(("Cookie", cookie));
        var reply = await mock.GetAsync($"/things/{ids}?{query}", [.. headers]);
        Assert.Equal(fields.Length == 0 ? 204 : 400, reply.Status);
        if (fields.Length > 0)
            Assert.Equal(fields, string.Join(',', reply.Json["fields"]!.AsArray().Select(f => f!.GetValue<string>())));
    }

    private static string Parts(params (string Name, string Value)[] parts) =>
        string.Concat(parts.Select(p => $"--b\r\nContent-Disposition: form-data; name=\"{p.Name}\"\r\n\r\n{p.Value}\r\n")) + "--b--\r\n";
}
