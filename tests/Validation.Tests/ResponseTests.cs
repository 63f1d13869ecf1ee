namespace Conformance.Validation.Tests;

public sealed class ResponseTests
{
    private const string Json = "application/json";

    private const string Responses = """
        {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}}, "text/*": {}},
                 "headers": {"X-Count": {"required": true, "schema": {"type": "integer", "maximum": 10}}, "X-Ids": {"schema": {"type": "array", "items": {"type": "integer"}}},
                             "X-Meta": {"content": {"application/json": {"schema": {"type": "object"}}}}, "Content-Type": {"required": true, "schema": {"enum": ["never"]}},
                             "Set-Cookie": {"schema": {"type": "string", "pattern": "^[a-z]=[0-9]$"}}}},
         "204": {"description": ""}, "404": {"description": "", "content": {"application/problem+json": {}}},
         "4XX": {"description": "", "content": {"application/json": {"schema": {"type": "array"}}}}, "default": {"description": ""}}
        """;

    [Theory]
    [InlineData(200, Json, """{"id":1}""", "")]
    [InlineData(200, "application/json; charset=utf-8", """{"id":1}""", "")]
    [InlineData(200, "text/html", "<p>", "")]
    [InlineData(200, Json, """{"id":"1"}""", "body /id")]
    [InlineData(200, Json, "{}", "body /id")]
    [InlineData(200, Json, "{", "body ")]
    [InlineData(200, Json, "", "body ")]
    [InlineData(200, "application/xml", "<a/>", "content-type ")]
    [InlineData(200, null, "{}", "content-type ")]
    [InlineData(200, null, "", "content-type ")]
    [InlineData(204, null, "", "")]
    [InlineData(204, Json, "{}", "body ")]
    [InlineData(404, "application/problem+json", "{}", "")]
    [InlineData(404, "application/problem+json", "{", "body ")]
    [InlineData(418, Json, "[]", "")]
    [InlineData(418, Json, "{}", "body ")]
    [InlineData(500, null, "", "")]
    [InlineData(500, Json, "{\"a\":1}", "body ")]
    [InlineData(500, Json, "[]", "body ")]
    [InlineData(500, Json, " {}\n", "")]
    [InlineData(500, Json, "null", "")]
    [InlineData(304, null, "", "")]
    public void A_response_is_held_against_its_status(int status, string? type, string body, string expected)
    {
        var violations = Served.Operation("", responses: Responses).Answer(new SentResponse(status, type, body, Headers: ("X-Count", "1")));
        Assert.Equal(expected, string.Join(',', violations.Select(v => $"{v.Where} {v.Pointer}")));
        Assert.All(violations, v => Assert.EndsWith(".", v.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_that_is_not_documented_is_a_violation()
    {
        var violation = Assert.Single(
            Served.Operation("", responses: """{"200": {"description": ""}, "4XX": {"description": ""}}""").Answer(new SentResponse(500))
        );
        Assert.Equal("status", violation.Where);
        Assert.Contains("answered 500; it documents 200, 4XX.", violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Count", "1", "")]
    [InlineData("x-count", "1", "")]
    [InlineData("X-Count", "11", "/X-Count")]
    [InlineData("X-Count", "many", "/X-Count")]
    [InlineData("X-Other", "1", "/X-Count")]
    public void Headers_are_required_and_judged(string name, string value, string expected)
    {
        var violations = Served
            .Operation("", responses: Responses)
            .Answer(new SentResponse(200, Json, """{"id":1}""", Headers: (name, value)));
        Assert.Equal(expected, string.Join(',', violations.Select(v => v.Pointer)));
        Assert.All(violations, v => Assert.Equal("header", v.Where));
    }

    [Theory]
    [InlineData("X-Ids", "1,2", "3", true)]
    [InlineData("X-Ids", "1,b", "3", false)]
    [InlineData("X-Meta", "{}", null, true)]
    [InlineData("X-Meta", "{", null, false)]
    [InlineData("X-Meta", "[]", null, false)]
    [InlineData("Set-Cookie", "a=1", "b=2", true)]
    [InlineData("Set-Cookie", "a=1", "b=x", false)]
    public void Headers_of_several_lines_and_of_JSON_are_read(string name, string first, string? second, bool isValid)
    {
        var headers = new List<(string, string)> { ("X-Count", "1"), (name, first) };
        if (second is not null)
            headers.Add((name, second));
        Assert.Equal(
            isValid,
            Served.Operation("", responses: Responses).Answer(new SentResponse(200, Json, """{"id":1}""", Headers: [.. headers])).Count == 0
        );
    }

    [Fact]
    public void An_answer_to_HEAD_has_no_body_and_the_headers_of_GET()
    {
        var contract = Served.Operation("", responses: Responses);
        Assert.Empty(contract.Answer(new SentResponse(200, Json, "", "HEAD", ("X-Count", "1"))));
        Assert.Equal("header", Assert.Single(contract.Answer(new SentResponse(200, Json, "", "HEAD"))).Where);
        Assert.Equal("body", Assert.Single(contract.Answer(new SentResponse(200, Json, "{}", "HEAD", ("X-Count", "1")))).Where);
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("ab", false)]
    public void Plain_text_is_judged_by_its_schema(string body, bool isValid)
    {
        var contract = Served.Operation(
            "",
            responses: """{"200": {"description": "", "content": {"text/plain": {"schema": {"type": "string", "minLength": 3}}}}}"""
        );
        Assert.Equal(isValid, contract.Answer(new SentResponse(200, "text/plain", body)).Count == 0);
    }
}
