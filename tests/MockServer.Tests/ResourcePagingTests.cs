using System.Text.Json.Nodes;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>Pages of collections, in the ways that documents write them.</summary>
public sealed class ResourcePagingTests
{
    [Theory]
    [InlineData("/cursors?limit=2", "cursor", "next_cursor")]
    [InlineData("/absent?limit=2", "starting_after", "next_cursor")]
    [InlineData("/empty?pageSize=2", "pageToken", "nextPageToken")]
    public async Task A_cursor_leads_through_all_of_it_and_ends(string path, string parameter, string member)
    {
        await using var mock = await FilledAsync(path);
        var (seen, next) = (new List<string>(), "");
        for (var page = 0; page < 3; page++)
        {
            var body = (await mock.GetAsync(path + (next is "" ? "" : $"&{parameter}={next}"))).Json;
            seen.Add(Ids(body["data"]));
            next = body[member]?.ToString() ?? "";
            if (body["has_more"] is { } more)
                Assert.Equal(page < 2, more.GetValue<bool>());
            Assert.Equal(page == 2, next is "");
        }

        Assert.Equal(["7 8", "9 10", "11"], seen);
        Assert.Equal("7 8", Ids((await mock.GetAsync($"{path}&{parameter}=nothing-of-ours")).Json["data"]));
    }

    [Fact]
    public async Task What_is_made_between_two_pages_moves_nothing_under_a_cursor()
    {
        await using var mock = await FilledAsync("/cursors");
        var next = (await mock.GetAsync("/cursors?limit=2")).Json["next_cursor"]!.ToString();
        await mock.SendAsync("DELETE", "/cursors/7");
        await mock.PostAsync("/cursors", new { item = "late" });
        Assert.Equal("8", next);
        Assert.Equal("9 10", Ids((await mock.GetAsync($"/cursors?limit=2&cursor={next}")).Json["data"]));
    }

    [Fact]
    public async Task Links_and_totals_stand_in_documented_headers()
    {
        await using var mock = await FilledAsync("/links");
        var first = await mock.GetAsync("/links?per_page=2&state=open");
        Assert.Equal("7 8", Ids(first.Json));
        Assert.Equal("5", first.Header("X-Total-Count"));
        Assert.Matches("^<http://[^>]+/links\\?per_page=2&state=open&page=2>; rel=\"next\"$", first.Header("Link"));
        var middle = await mock.GetAsync("/links?per_page=2&page=2");
        Assert.Matches("page=3>; rel=\"next\", <[^>]+page=1>; rel=\"prev\"$", middle.Header("Link"));
        var last = await mock.GetAsync("/links?per_page=2&page=3");
        Assert.Equal("11", Ids(last.Json));
        Assert.Matches("^<[^>]+page=2>; rel=\"prev\"$", last.Header("Link"));
        Assert.Null((await mock.GetAsync("/links")).Header("Link"));

        // Before anything was made the answer is the documented one.
        Assert.Equal(
            "<https://api.example/links?page=2>; rel=\"next\"",
            (await mock.GetAsync("/links", ("Conform-Namespace", "other"))).Header("Link")
        );
    }

    [Fact]
    public async Task Counts_and_links_in_a_body_are_those_of_the_page()
    {
        await using var mock = await FilledAsync("/offsets");
        var second = (await mock.GetAsync("/offsets?limit=2&offset=2")).Json;
        Assert.Equal(("9 10", "5"), (Ids(second["results"]), second["count"]!.ToString()));
        Assert.EndsWith("/offsets?limit=2&offset=4", second["next"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("/offsets?limit=2&offset=0", second["previous"]!.ToString(), StringComparison.Ordinal);
        Assert.Null((await mock.GetAsync("/offsets?limit=2&offset=4")).Json["next"]);
        Assert.Null((await mock.GetAsync("/offsets")).Json["previous"]);
    }

    [Fact]
    public async Task Pages_are_found_in_brackets_and_described_beside_the_list()
    {
        await using var mock = await FilledAsync("/brackets");
        var body = (await mock.GetAsync("/brackets?page%5Bsize%5D=2&page%5Bnumber%5D=2")).Json;
        Assert.Equal("9 10", Ids(body["data"]));
        Assert.Equal("""{"total":5,"pageSize":2,"totalPages":3,"pageNumber":2}""", body["meta"]!.ToJsonString());
        Assert.Contains("page%5Bnumber%5D=3", body["links"]!["next"]!.ToString(), StringComparison.Ordinal);

        // A total of something else is no count of the list.
        Assert.Equal(99, body["bill"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_a_size_the_first_page_holds_all_and_the_next_is_empty()
    {
        await using var mock = await FilledAsync("/pages");
        Assert.Equal("7 8 9 10 11", Ids((await mock.GetAsync("/pages?page=1")).Json["items"]));
        Assert.Equal("", Ids((await mock.GetAsync("/pages?page=2")).Json["items"]));
    }

    private static async Task<TestMock> FilledAsync(string path)
    {
        var mock = await OfAsync(Load(Document));
        foreach (var item in new[] { "a", "b", "c", "d" })
            Assert.Equal(201, (await mock.PostAsync(path.Split('?')[0], new { item })).Status);
        return mock;
    }

    private static string Ids(JsonNode? list) =>
        string.Join(' ', list!.AsArray().Select(i => (i!["id"] ?? i["pk"] ?? i["LinkId"])!.ToString()));

    private static readonly string Document = string.Concat(
        """
        openapi: 3.1.0
        info: {title: Pages, version: '1'}
        paths:

        """,
        Collection(
            "cursors",
            "limit cursor",
            "{data: [{id: 7, item: s}], next_cursor: null, has_more: false}",
            "{data: LIST, next_cursor: {type: [string, 'null']}, has_more: {type: boolean}}"
        ),
        Collection(
            "absent",
            "limit starting_after",
            "{data: [{id: 7, item: s}], next_cursor: x}",
            "{data: LIST, next_cursor: {type: string, minLength: 1}}"
        ),
        Collection(
            "empty",
            "pageSize pageToken",
            "{data: [{id: 7, item: s}], nextPageToken: x}",
            "{data: LIST, nextPageToken: {type: string}}",
            "data, nextPageToken"
        ),
        Collection("links", "per_page page state", "[{LinkId: 7, item: s, state: open}]", null),
        Collection(
            "offsets",
            "limit offset",
            "{count: 1, next: null, previous: null, results: [{pk: 7, item: s}]}",
            "{count: {type: integer}, next: {type: [string, 'null'], format: uri}, previous: {type: [string, 'null']}, results: LIST}"
        ),
        Collection(
            "brackets",
            "'page[number]' 'page[size]'",
            "{data: [{id: 7, item: s}], meta: {total: 1, pageSize: 1, totalPages: 1, pageNumber: 1}, links: {next: 'https://api.example/?page=2'}, bill: {total: 99}}",
            "{data: LIST}"
        ),
        Collection("pages", "page", "{items: [{id: 7, item: s}]}", "{items: LIST}")
    );

    private static string Collection(string name, string parameters, string example, string? members, string required = "")
    {
        var id =
            example.Contains("LinkId", StringComparison.Ordinal) ? "LinkId"
            : example.Contains("pk:", StringComparison.Ordinal) ? "pk"
            : "id";
        var item =
            $"{{type: object, required: [{id}], properties: {{{id}: {{type: integer}}, item: {{type: string}}, state: {{type: string}}}}}}";
        var list = $"{{type: array, items: {item}}}";
        var schema = members is null
            ? list
            : $"{{type: object, required: [{required}], properties: {members.Replace("LIST", list, StringComparison.Ordinal)}}}";
        var queries = string.Join(
            ", ",
            parameters
                .Split(' ')
                .Select(p =>
                    $"{{name: {p}, in: query, schema: {{type: {(p is "state" or "cursor" or "starting_after" or "pageToken" ? "string" : "integer")}}}}}"
                )
        );
        var headers =
            name == "links"
                ? "headers: {Link: {schema: {type: string}, example: '<https://api.example/links?page=2>; rel=\"next\"'}, X-Total-Count: {schema: {type: integer}}}, "
                : "";
        return Template
            .Replace("NAME", name, StringComparison.Ordinal)
            .Replace("QUERIES", queries, StringComparison.Ordinal)
            .Replace("HEADERS", headers, StringComparison.Ordinal)
            .Replace("SCHEMA", schema, StringComparison.Ordinal)
            .Replace("EXAMPLE", example, StringComparison.Ordinal)
            .Replace("ITEM", item, StringComparison.Ordinal)
            .Replace("ONE", $"{{{id}: 7, item: s{(name == "links" ? ", state: open" : "")}}}", StringComparison.Ordinal);
    }

    private const string Template = """
          /NAME:
            get:
              parameters: [QUERIES]
              responses: {'200': {description: All., HEADERScontent: {application/json: {schema: SCHEMA, example: EXAMPLE}}}}
            post:
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: Made., content: {application/json: {schema: ITEM, example: ONE}}}}
          /NAME/{linkId}:
            parameters: [{name: linkId, in: path, required: true, schema: {type: integer}}]
            get:
              responses: {'200': {description: Read., content: {application/json: {schema: ITEM}}}}
            delete:
              responses: {'204': {description: Gone.}}

        """;
}
