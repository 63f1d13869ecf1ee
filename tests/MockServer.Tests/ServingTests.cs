using Conformance.Contracts.Loading;
using Conformance.TestKit;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

public sealed class ServingTests
{
    private const string Document = """
        openapi: 3.0.3
        info: {title: Shop, version: '1'}
        servers: [{url: 'https://{host}/v2', variables: {host: {default: example.com}}}]
        paths:
          /items:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer, maximum: 10}}]
              responses:
                '200':
                  description: Items.
                  content:
                    application/json: {schema: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Item'}}}
                    text/plain: {example: one item}
            post:
              security: [{key: []}, {basic: []}]
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
              responses:
                '201': {description: Made., headers: {Location: {schema: {type: string}, example: '{$request.path}/1'}}, content: {application/json: {examples: {made: {value: {id: '{$request.body#/id}', name: '{$request.body#/name}'}}}}}}
                '400': {description: Bad., content: {application/json: {example: [{field: '{$violation.field}', why: '{$violation.message}'}]}}}
                4XX: {description: Other., content: {application/json: {example: {why: '{$reason}', status: '{$statusCode}'}}}}
          /items/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses: {'200': {description: An item., content: {application/json: {example: {id: '{$request.path.id}', q: '{$request.query.q}', agent: '{$request.header.x-agent}'}}}}}
          /items/mine:
            get: {responses: {'200': {description: Mine., content: {application/json: {example: {mine: true}}}}}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            basic: {type: http, scheme: basic}
          schemas:
            Item: {type: object, required: [id, name], properties: {id: {type: integer}, name: {type: string, nullable: true}}}
        """;

    [Fact]
    public async Task An_answer_without_an_example_is_made_from_the_schema_and_Accept_chooses_its_type()
    {
        await using var mock = await OfAsync(Load(Document));
        var items = await mock.GetAsync("/items");
        Assert.Equal((200, "application/json"), (items.Status, items.ContentType));
        Assert.IsType<int>(items.Json[0]!["id"]!.GetValue<int>());
        Assert.Equal("one item", (await mock.GetAsync("/items", ("Accept", "text/plain, application/json;q=0.5"))).Text);
        Assert.Equal("application/json", (await mock.GetAsync("/items", ("Accept", "image/png"))).ContentType);
    }

    [Fact]
    public async Task Expressions_are_true_for_the_request()
    {
        await using var mock = await OfAsync(Load(Document));
        (await mock.GetAsync("/items/a%2Fb%20c?q=x%26y", ("X-Agent", "me"))).Is(200, """{"id":"a/b c","q":"x&y","agent":"me"}""");
        (await mock.GetAsync("/items/mine")).Is(200, """{"mine":true}""");
        var made = await mock.PostAsync("/items", new { id = 12345678901234, name = (string?)null }, ("X-Key", "k"));
        made.Is(201, """{"id":12345678901234,"name":null}""");

        // It is a collection: what was made stands under its own id, whatever the example says.
        Assert.Equal("/v2/items/12345678901234", made.Header("Location"));
    }

    [Fact]
    public async Task One_alternative_of_the_documented_security_must_be_met()
    {
        await using var mock = await OfAsync(Load(Document));
        (await mock.PostAsync("/items", new { id = 1, name = "n" })).Is(401, """{"why":"missing","status":401}""");
        Assert.Equal(201, (await mock.PostAsync("/items", new { id = 1, name = "n" }, ("Authorization", "Basic YTpi"))).Status);
        Assert.Equal(401, (await mock.PostAsync("/items", new { id = 1, name = "n" }, ("Authorization", "Bearer YTpi"))).Status);
    }

    [Fact]
    public async Task Every_violation_is_told_and_a_range_covers_what_has_no_answer_of_its_own()
    {
        await using var mock = await OfAsync(Load(Document));
        var reply = await mock.PostAsync("/items", new { id = "x" }, ("X-Key", "k"));
        Assert.Equal(400, reply.Status);
        Assert.Equal(["id", "name"], reply.Json.AsArray().Select(v => v!["field"]!.GetValue<string>()).Order());
        (await mock.SendAsync("POST", "/items", "<x/>", "application/xml", ("X-Key", "k"))).Is(
            415,
            """{"why":"unsupported-media-type","status":415}"""
        );
        (await mock.SendAsync("POST", "/items", "{}", "application/json; charset=utf-16", ("X-Key", "k"))).Is(
            415,
            """{"why":"unsupported-media-type","status":415}"""
        );
    }

    [Fact]
    public async Task Head_is_served_as_get_without_the_body()
    {
        await using var mock = await OfAsync(Load(Document));
        var reply = await mock.SendAsync("HEAD", "/items/mine");
        Assert.Equal((200, "", "13"), (reply.Status, reply.Text, reply.Header("Content-Length")));
        var wrong = await mock.SendAsync("DELETE", "/items");
        Assert.Equal((405, "GET, HEAD, POST"), (wrong.Status, wrong.Header("Allow")));
    }

    [Fact]
    public async Task Several_contracts_share_a_port_under_their_names()
    {
        var catalog = new ContractCatalog(Repository.PathOf("specs"));
        await using var mock = await Mock.StartAsync(
            new MockOptions { Contracts = [.. catalog.Sources.Select(s => Load(s))], Port = 0 },
            TestContext.Current.CancellationToken
        );
        using var client = new HttpClient { BaseAddress = mock.Address };
        Assert.Equal(401, (int)(await client.GetAsync("/sig/api/me", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(401, (int)(await client.GetAsync("/rinne/core/v1/auth/me", TestContext.Current.CancellationToken)).StatusCode);
        var nowhere = await client.GetAsync("/api/me", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)nowhere.StatusCode);
        Assert.Contains(
            "/bankezy, /fincode, /nethesis, /rinne, /sig",
            await nowhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
