using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Samples;

namespace Conformance.MockServer.Tests;

/// <summary>Documented response headers that HTTP cannot carry.</summary>
public sealed class LiteralHeaderTests
{
    [Theory]
    [InlineData("\"\\0Set-Cookie\"", "a=b", "header-name")]
    [InlineData("X Name", "a", "header-name")]
    [InlineData("'X-Name:'", "a", "header-name")]
    [InlineData("X-Näme", "a", "header-name")]
    [InlineData("''", "a", "header-name")]
    [InlineData("X-Name", "\"a\\r\\nSet-Cookie: a=b\"", "header-value")]
    [InlineData("X-Name", "\"a\\0\"", "header-value")]
    [InlineData("X-Name", "naïve", "header-value")]
    [InlineData("X-Name", "日本語", "header-value")]
    [InlineData("Location", "\"/ä/{$uuid}\"", "header-value")]
    public async Task One_is_told_with_its_place_and_left_out(string name, string value, string rule)
    {
        var (contract, problems) = Load(name, value);
        Assert.Equal([10, 14], problems.Select(p => p.At.Line));
        var problem = problems.First();
        Assert.Equal((rule, Severity.Error), (problem.Rule, problem.Severity));
        await using var mock = await TestMock.OfAsync(contract!);
        var reply = await mock.GetAsync("/a");
        Assert.Equal((200, "1"), (reply.Status, reply.Header("X-Good")));
        Assert.DoesNotContain(reply.Headers.Keys, h => h is "X-Name" or "Set-Cookie" or "Location");
    }

    [Theory]
    [InlineData("Content-Length", "999")]
    [InlineData("Content-Length", "many")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("transfer-encoding", "gzip")]
    [InlineData("Connection", "close")]
    [InlineData("Trailer", "Expires")]
    public async Task The_framing_of_the_message_stays_the_servers(string name, string value)
    {
        var (contract, problems) = Load(name, value);
        Assert.Empty(problems);
        await using var mock = await TestMock.OfAsync(contract!);
        foreach (var path in new[] { "/a", "/b" })
        {
            var reply = await mock.GetAsync(path);
            Assert.Equal((path == "/a" ? 200 : 204, path == "/a" ? "{\"a\":1}" : ""), (reply.Status, reply.Text));
            Assert.NotEqual(value, reply.Header(name));
        }
    }

    [Fact]
    public async Task Schemes_methods_media_types_and_statuses_that_http_does_not_have_are_no_defect()
    {
        var (contract, _) = LoadText(
            """
            openapi: 3.2.0
            info: {title: Oddities, version: '1'}
            paths:
              /scheme: {get: {security: [{odd: []}], responses: {'204': {description: A.}}}}
              /method: {additionalOperations: {"BÄD\r\n": {responses: {'204': {description: A.}}}}}
              /type: {get: {responses: {'200': {description: A., content: {'text/plain; a="é"': {example: a}}}}}}
              /101: {get: {responses: {'101': {description: A.}}}}
              /100: {get: {responses: {'100': {description: A., content: {application/json: {example: 1}}}}}}
              /999: {get: {responses: {'999': {description: A., content: {application/json: {example: 1}}}}}}
              /99: {get: {responses: {'99': {description: A.}}}}
              /1000: {get: {responses: {'1000': {description: A.}}}}
            components: {securitySchemes: {odd: {type: http, scheme: "Bä r"}}}
            """
        );
        await using var mock = await TestMock.OfAsync(contract!, keepsContract: false);
        foreach (
            var (path, status) in new[]
            {
                ("/scheme", 401),
                ("/method", 405),
                ("/type", 200),
                ("/101", 204),
                ("/100", 204),
                ("/999", 204),
                ("/99", 204),
                ("/1000", 204),
            }
        )
            Assert.Equal((path, status), (path, (await mock.GetAsync(path)).Status));
    }

    private static (Contracts.Contract? Contract, Problems Problems) Load(string name, string value)
    {
        return LoadText(
            """
            openapi: 3.1.0
            info: {title: Headers, version: '1'}
            paths:
              /a:
                get:
                  responses:
                    '200':
                      description: A.
                      headers:
                        NAME: {schema: {type: string}, example: VALUE}
                        X-Good: {schema: {type: string}, example: '1'}
                      content: {application/json: {example: {a: 1}}}
              /b:
                get: {responses: {'204': {description: B., headers: {NAME: {schema: {type: string}, example: VALUE}}}}}
            """.Replace("NAME", name, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal)
        );
    }

    private static (Contracts.Contract? Contract, Problems Problems) LoadText(string text)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        var path = Path.Combine(folder.FullName, "a.yaml");
        File.WriteAllText(path, text);
        var problems = new Problems();
        var contract = ContractLoader.Load(ContractSource.FromFile(path), new Dictionary<string, string>(), SampleSource.Of, problems);
        folder.Delete(recursive: true);
        return (contract, problems);
    }
}
