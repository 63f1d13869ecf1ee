namespace Conformance.MockServer.Tests.Requests;

/// <summary>How an invalid request is told what is wrong with it, where the documented answer is an example that says nothing.</summary>
public sealed class InvalidRequestTests
{
    private const string Document = """
        openapi: 3.0.3
        info: {title: G, version: '1'}
        paths:
          /g:
            post:
              parameters: [{name: page, in: query, schema: {type: integer}}]
              requestBody:
                content: {application/json: {schema: {type: object, properties: {user: {type: object, properties: {age: {type: integer}}}}}}}
              responses:
                '204': {description: ok}
                '400': {description: no, content: {application/json: {example: {error: bad}}}}
        """;

    [Theory]
    [InlineData("/g", """{"user":{"age":"x"}}""", "body /user/age")]
    [InlineData("/g?page=x", """{"user":{}}""", "query /page")]
    [InlineData("/g?page=x", """{"user":{"age":"x"}}""", "query /page, body /user/age")]
    [InlineData("/g", "{", "body")]
    [InlineData("/g", """{"user":{"age":1}}""", null)]
    public async Task A_header_says_which_places_are_wrong(string path, string body, string? places)
    {
        await using var mock = await TestMock.OfAsync(TestMock.Load(Document));
        var reply = await mock.PostAsync(path, body);
        Assert.Equal((places is null ? 204 : 400, places), (reply.Status, reply.Header("Conform-Invalid-Request")));
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_told_the_limit()
    {
        var contract = TestMock.Load(
            Document.Replace(
                """
                        '400': {description: no, content: {application/json: {example: {error: bad}}}}
                """.TrimStart(),
                "",
                StringComparison.Ordinal
            )
        );
        await using var mock = await TestMock.OfAsync(contract);
        var reply = await mock.PostAsync("/g", "{\"other\":" + new string('[', 128) + new string(']', 128) + "}");
        Assert.Equal(400, reply.Status);
        Assert.Contains("nested deeper than 128 levels", reply.String("detail"), StringComparison.Ordinal);
        Assert.Equal(204, (await mock.PostAsync("/g", "{\"other\":" + new string('[', 100) + new string(']', 100) + "}")).Status);
    }
}
