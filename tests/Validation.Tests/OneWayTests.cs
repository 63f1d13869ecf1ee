namespace Conformance.Validation.Tests;

/// <summary><c>readOnly</c> and <c>writeOnly</c>, in both dialects and both directions.</summary>
public sealed class OneWayTests
{
    private const string Json = "application/json";

    private const string User = """
        {"type": "object", "required": ["id", "name", "password"], "properties": {
          "id": {"type": "integer", "readOnly": true}, "name": {"type": "string"}, "password": {"$ref": "#/components/schemas/Secret"},
          "friends": {"type": "array", "items": {"$ref": "#/components/schemas/User"}}}}
        """;

    private const string Components =
        $$"""{"schemas": {"User": {{User}}, "Secret": {"type": "string", "writeOnly": true}, "Named": {"allOf": [{"$ref": "#/components/schemas/User"}, {"required": ["id", "password", "friends"]}]} } }""";

    [Theory]
    [InlineData("3.0.4", "User", """{"name":"a","password":"p"}""", "")]
    [InlineData("3.1.1", "User", """{"name":"a","password":"p"}""", "")]
    [InlineData("3.1.1", "User", """{"id":1,"name":"a","password":"p"}""", "")]
    [InlineData("3.0.4", "User", """{"id":"x","name":"a","password":"p"}""", "/id")]
    [InlineData("3.1.1", "User", """{"password":"p"}""", "/name")]
    [InlineData("3.1.1", "User", """{"name":"a"}""", "/password")]
    [InlineData(
        "3.1.1",
        "User",
        """{"name":"a","password":"p","friends":[{"name":"b","password":"q"},{"name":"c"}]}""",
        "/friends/1/password"
    )]
    [InlineData("3.1.1", "Named", """{"name":"a","password":"p","friends":[]}""", "")]
    [InlineData("3.0.4", "Named", """{"name":"a","password":"p"}""", "/friends")]
    public void In_requests_nothing_readOnly_is_required(string version, string schema, string body, string pointer)
    {
        var violations = Served
            .Body(Json, $$""" "schema": {"$ref": "#/components/schemas/{{schema}}"} """, version, Components)
            .Send(Json, body);
        Assert.Equal(pointer, string.Join(' ', violations.Select(v => v.Pointer)));
    }

    [Theory]
    [InlineData("3.0.4", "User", """{"id":1,"name":"a"}""", "")]
    [InlineData("3.1.1", "User", """{"id":1,"name":"a"}""", "")]
    [InlineData("3.0.4", "User", """{"id":1,"name":"a","password":"p"}""", "/password")]
    [InlineData("3.1.1", "User", """{"id":1,"name":"a","password":"p"}""", "/password")]
    [InlineData("3.1.1", "User", """{"name":"a"}""", "/id")]
    [InlineData("3.1.1", "User", """{"id":1,"name":"a","friends":[{"id":2,"name":"b","password":"p"}]}""", "/friends/0/password")]
    [InlineData("3.1.1", "Named", """{"id":1,"name":"a","friends":[]}""", "")]
    [InlineData("3.0.4", "Named", """{"id":1,"name":"a","password":null,"friends":[]}""", "/password")]
    public void In_responses_nothing_writeOnly_is_required_or_there(string version, string schema, string body, string pointer)
    {
        var contract = Served.Operation(
            "",
            version: version,
            components: Components,
            responses: $$"""{"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/{{schema}}"} } } } }"""
        );
        var violations = contract.Answer(new SentResponse(200, Json, body));
        Assert.Equal(pointer, string.Join(' ', violations.Select(v => v.Pointer)));
        if (pointer.EndsWith("password", StringComparison.Ordinal))
            Assert.Contains("writeOnly", Assert.Single(violations).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_that_only_look_like_keywords_keep_their_meaning()
    {
        const string schema = """
            {"type": "object", "required": ["required", "properties", "readOnly"], "properties": {
              "readOnly": {"type": "boolean"}, "required": {"type": "array"}, "properties": {"type": "object", "properties": {"id": {"readOnly": true}}, "required": ["id"]}},
              "not": {"required": ["id"]}, "default": {"required": ["id"], "properties": {"id": {"readOnly": true}}}}
            """;
        var contract = Served.Body(Json, $"\"schema\": {schema}");
        Assert.Empty(contract.Send(Json, """{"readOnly":true,"required":[],"properties":{}}"""));
        Assert.Equal("/required", Assert.Single(contract.Send(Json, """{"readOnly":true,"properties":{}}""")).Pointer);
        Assert.Equal("body", Assert.Single(contract.Send(Json, """{"readOnly":true,"required":[],"properties":{},"id":1}""")).Field);
    }

    [Fact]
    public void Alternatives_that_a_required_name_tells_apart_stay_apart()
    {
        var contract = Served.Body(
            Json,
            """
            "schema": {"properties": {"id": {"readOnly": true}}, "oneOf": [{"required": ["id"]}, {"required": ["name"]}]}
            """
        );
        Assert.Empty(contract.Send(Json, """{"name":"a"}"""));
        Assert.NotEmpty(contract.Send(Json, """{"id":1,"name":"a"}"""));
    }
}
