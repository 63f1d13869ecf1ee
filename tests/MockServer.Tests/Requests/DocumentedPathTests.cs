namespace Conformance.MockServer.Tests.Requests;

/// <summary>Paths that a document writes percent-encoded, or with characters that a request has to escape.</summary>
public sealed class DocumentedPathTests
{
    [Theory]
    [InlineData("/a%20b", "/a%20b", 204)]
    [InlineData("/a%20b", "/a%2520b", 404)]
    [InlineData("/a b", "/a%20b", 204)]
    [InlineData("/caf%C3%A9", "/caf%C3%A9", 204)]
    [InlineData("/caf%c3%a9", "/caf%C3%A9", 204)]
    [InlineData("/café", "/caf%C3%A9", 204)]
    [InlineData("/x%2Fy", "/x%2Fy", 204)]
    [InlineData("/x%2Fy", "/x/y", 404)]
    [InlineData("/%61", "/a", 204)]
    [InlineData("/tags%3A{id}", "/tags:5", 204)]
    [InlineData("/tags%3A{id}", "/tags%3A5", 204)]
    [InlineData("/my%20{id}.txt", "/my%205.txt", 204)]
    [InlineData("/my%20{id}.txt", "/my%20x.txt", 400)]
    [InlineData("/x%2F{id}", "/x%2F5", 204)]
    public async Task A_request_finds_them_in_any_equal_spelling(string documented, string sent, int status)
    {
        var parameters = documented.Contains('{', StringComparison.Ordinal)
            ? "parameters: [{name: id, in: path, required: true, schema: {type: integer}}], "
            : "";
        var contract = TestMock.Load(
            $$"""
            openapi: 3.0.3
            info: {title: T, version: '1'}
            servers: [{url: 'https://x.example/my%20api'}]
            paths:
              "{{documented}}": { {{parameters}}get: {responses: {'204': {description: ok} } } }
            """
        );
        await using var mock = await Mock.StartAsync(new MockOptions { Contracts = [contract], Port = 0 });
        using var client = new HttpClient();
        var target = new Uri(
            $"{mock.Address.GetLeftPart(UriPartial.Authority)}/my%20api{sent}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        using var response = await client.GetAsync(target, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("csv", "query", "/q?a=1,2", "/q?a=1%092")]
    [InlineData("ssv", "query", "/q?a=1%202", "/q?a=1%092")]
    [InlineData("tsv", "query", "/q?a=1%092", "/q?a=1%202")]
    [InlineData("pipes", "query", "/q?a=1|2", "/q?a=1%092")]
    [InlineData("multi", "query", "/q?a=1&a=2", "/q?a=1,2")]
    [InlineData("csv", "path", "/p/1,2", "/p/1%202")]
    [InlineData("ssv", "path", "/p/1%202", "/p/1,2")]
    [InlineData("tsv", "path", "/p/1%092", "/p/1,2")]
    [InlineData("pipes", "path", "/p/1%7C2", "/p/1,2")]
    public async Task Every_collection_format_is_read(string format, string place, string right, string wrong)
    {
        var contract = TestMock.Load(
            $$"""
            swagger: '2.0'
            info: {title: T, version: '1'}
            paths:
              {{(place == "path" ? "/p/{a}" : "/q")}}:
                get:
                  parameters: [{name: a, in: {{place}}, required: true, type: array, items: {type: integer}, minItems: 2, collectionFormat: {{format}} }]
                  responses: {'204': {description: ok} }
            """
        );
        await using var mock = await TestMock.OfAsync(contract);
        Assert.Equal((204, 400), ((await mock.GetAsync(right)).Status, (await mock.GetAsync(wrong)).Status));
    }

    [Theory]
    [InlineData("ssv", "1 2", "1,2")]
    [InlineData("tsv", "1\t2", "1,2")]
    [InlineData("pipes", "1|2", "1,2")]
    [InlineData("csv", "1, 2", "1|2")]
    public async Task Every_collection_format_is_read_in_headers(string format, string right, string wrong)
    {
        var contract = TestMock.Load(
            $$"""
            swagger: '2.0'
            info: {title: T, version: '1'}
            paths:
              /h:
                get:
                  parameters: [{name: X-A, in: header, required: true, type: array, items: {type: integer}, minItems: 2, collectionFormat: {{format}} }]
                  responses: {'204': {description: ok} }
            """
        );
        await using var mock = await TestMock.OfAsync(contract);
        Assert.Equal((204, 400), ((await mock.GetAsync("/h", ("X-A", right))).Status, (await mock.GetAsync("/h", ("X-A", wrong))).Status));
    }
}
