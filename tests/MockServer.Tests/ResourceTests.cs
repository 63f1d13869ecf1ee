using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>Collections whose members clients make, change and take away.</summary>
public sealed class ResourceTests
{
    [Fact]
    public async Task What_is_made_is_listed_read_changed_and_gone()
    {
        await using var mock = await OfAsync(Load(Document));
        const string sample = """{"id":7,"item":"sample","state":"open","at":"2026-01-01T00:00:00Z"}""";
        (await mock.GetAsync("/orders")).Is(200, $$"""{"total":1,"data":[{{sample}}]}""");
        var made = await mock.PostAsync(
            "/orders",
            new
            {
                item = "cup",
                secret = "hush",
                unknown = 1,
            }
        );
        made.Is(201, """{"id":8,"item":"cup","state":"open","at":"2026-01-01T00:00:00Z"}""");
        Assert.EndsWith("/orders/8", made.Header("Location"), StringComparison.Ordinal);
        (await mock.GetAsync("/orders/8")).Is(200, made.Text);
        (await mock.GetAsync("/orders")).Is(200, $$"""{"total":2,"data":[{{sample}},{{made.Text}}]}""");

        // Merged as RFC 7396 says, or put in its place; the server's own members stay.
        (await mock.SendAsync("PATCH", "/orders/8", new { state = "paid" })).Is(
            200,
            """{"id":8,"item":"cup","state":"paid","at":"2026-01-01T00:00:00Z"}"""
        );
        (await mock.PutAsync("/orders/8", new { item = "mug" })).Is(
            200,
            """{"id":8,"item":"mug","state":"open","at":"2026-01-01T00:00:00Z"}"""
        );
        Assert.Equal(204, (await mock.SendAsync("DELETE", "/orders/8")).Status);
        (await mock.GetAsync("/orders/8")).Is(404, """{"error":"none"}""");
        Assert.Equal(404, (await mock.SendAsync("DELETE", "/orders/8")).Status);

        // Of an id that was never made nothing is known.
        (await mock.GetAsync("/orders/99")).Is(200, sample);
        Assert.Equal(204, (await mock.SendAsync("DELETE", "/orders/99")).Status);
        (await mock.GetAsync("/orders/99")).Is(200, sample);
        Assert.Contains("\"id\":9,", (await mock.PostAsync("/orders", new { item = "pot" })).Text, StringComparison.Ordinal);
        Assert.Equal(400, (await mock.PostAsync("/orders", new { item = 1 })).Status);
    }

    [Fact]
    public async Task Lists_are_filtered_and_paged_as_documented()
    {
        await using var mock = await OfAsync(Load(Document));
        foreach (var item in new[] { "a", "b", "c" })
            await mock.PostAsync("/orders", new { item, state = item == "b" ? "paid" : "open" });
        Assert.Equal("7 8", await IdsAsync("/orders?limit=2"));
        Assert.Equal("9 10", await IdsAsync("/orders?limit=2&page=2"));
        Assert.Equal("9", await IdsAsync("/orders?state=paid"));
        Assert.Equal("", await IdsAsync("/orders?page=9&limit=5"));

        // Not documented, and so no filter.
        Assert.Equal("7 8 9 10", await IdsAsync("/orders?item=a"));

        async Task<string> IdsAsync(string path) =>
            string.Join(' ', (await mock.GetAsync(path)).Json["data"]!.AsArray().Select(i => i!["id"]!.ToString()));
    }

    [Fact]
    public async Task It_is_of_its_namespace_its_user_and_its_collection_and_a_reset_takes_it_away()
    {
        await using var mock = await OfAsync(Load(Document));
        await mock.PostAsync("/orders", new { item = "cup" }, ("Conform-Namespace", "a"));
        Assert.Contains("\"sample\"", (await mock.GetAsync("/orders/8")).Text, StringComparison.Ordinal);
        Assert.Contains("\"cup\"", (await mock.GetAsync("/orders/8", ("Conform-Namespace", "a"))).Text, StringComparison.Ordinal);
        await mock.SendAsync("POST", "/__admin/reset", headers: ("Conform-Namespace", "a"));
        Assert.Contains("\"sample\"", (await mock.GetAsync("/orders/8", ("Conform-Namespace", "a"))).Text, StringComparison.Ordinal);

        var (alice, bob) = (await LogInAsync(Alice), await LogInAsync(Bob));
        var made = await mock.PostAsync("/lists/x/notes", new { text = "mine" }, alice);
        var path = $"/lists/x/notes/{made.String("noteId")}";
        Assert.Matches("^[0-9a-f-]{36}$", made.String("noteId"));
        Assert.Contains("mine", (await mock.GetAsync(path, alice)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", (await mock.GetAsync(path, bob)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "mine",
            (await mock.GetAsync(path.Replace("/x/", "/y/", StringComparison.Ordinal), alice)).Text,
            StringComparison.Ordinal
        );

        async Task<(string, string)> LogInAsync(string name) =>
            Bearer((await mock.PostAsync("/session", new { name, password = Password })).String("token"));
    }

    [Fact]
    public async Task Of_changes_at_once_none_is_lost_and_of_many_who_take_it_away_one_does()
    {
        await using var mock = await OfAsync(Load(Document));
        var path = $"/orders/{(await mock.PostAsync("/orders", new { item = "cup" })).Json["id"]}";
        await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i => mock.SendAsync("PATCH", path, new { notes = new Dictionary<string, int> { [$"n{i}"] = i } }))
        );
        Assert.Equal(60, (await mock.GetAsync(path)).Json["notes"]!.AsObject().Count);

        var gone = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => mock.SendAsync("DELETE", path)));
        Assert.Single(gone, a => a.Status == 204);
        Assert.All(gone, a => Assert.True(a.Status is 204 or 404));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_can_be_turned_off(bool byDocument)
    {
        var text = byDocument ? Document + "x-mock: {stateful: false}\n" : Document;
        await using var mock = await OfAsync(Load(text), o => o with { IsStateless = !byDocument });
        (await mock.PostAsync("/orders", new { item = "cup" })).Is(
            201,
            """{"id":7,"item":"sample","state":"open","at":"2026-01-01T00:00:00Z"}"""
        );
        Assert.Contains("\"total\":1", (await mock.GetAsync("/orders")).Text, StringComparison.Ordinal);
    }

    private const string Document = """
        openapi: 3.1.0
        info: {title: Orders, version: '1'}
        x-session: {tokens: {access: {format: opaque, lifetime: PT20M}}}
        paths:
          /session:
            post:
              x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.body#/token}}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: In., content: {application/json: {example: {token: '{$token.access}'}}}}}
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: page, in: query, schema: {type: integer}}
                - {name: state, in: query, schema: {type: string}}
              responses:
                '200':
                  description: Orders.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [total, data]
                        properties: {total: {type: integer}, data: {type: array, items: {$ref: '#/components/schemas/Order'}}}
                      example: {total: 1, data: [{id: 7, item: sample, state: open, at: '2026-01-01T00:00:00Z'}]}
            post:
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}
              responses:
                '201': {description: Made., headers: {Location: {schema: {type: string}, example: /orders/7}}, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}, example: {id: 7, item: sample, state: open, at: '2026-01-01T00:00:00Z'}}}}
                '400': {description: No.}
          /orders/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            get:
              responses: {'200': {$ref: '#/components/responses/Order'}, '404': {$ref: '#/components/responses/None'}}
            put:
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}
              responses: {'200': {$ref: '#/components/responses/Order'}, '404': {$ref: '#/components/responses/None'}}
            patch:
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses: {'200': {$ref: '#/components/responses/Order'}, '404': {$ref: '#/components/responses/None'}}
            delete:
              responses: {'204': {description: Gone.}, '404': {$ref: '#/components/responses/None'}}
          /lists/{list}/notes:
            parameters: [{name: list, in: path, required: true, schema: {type: string}}]
            post:
              security: [{bearer: []}]
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}
          /lists/{list}/notes/{noteId}:
            parameters:
              - {name: list, in: path, required: true, schema: {type: string}}
              - {name: noteId, in: path, required: true, schema: {type: string, format: uuid}}
            get:
              security: [{bearer: []}]
              responses: {'200': {description: Note., content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}
        components:
          securitySchemes: {bearer: {type: http, scheme: bearer}}
          responses:
            None: {description: None., content: {application/json: {example: {error: none}}}}
            Order: {description: Order., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}, example: {id: 7, item: sample, state: open, at: '2026-01-01T00:00:00Z'}}}}
          schemas:
            NewOrder: {type: object, required: [item], properties: {item: {type: string}, secret: {type: string, writeOnly: true}}}
            Order:
              type: object
              required: [id, item, state, at]
              properties: {id: {type: integer, readOnly: true}, item: {type: string}, state: {enum: [open, paid]}, at: {type: string, format: date-time, readOnly: true}, notes: {type: object}}
            Note: {type: object, required: [noteId, text], properties: {noteId: {type: string, format: uuid}, text: {type: string}}}

        """;
}
