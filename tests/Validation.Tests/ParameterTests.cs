namespace Conformance.Validation.Tests;

public sealed class ParameterTests
{
    private const string Schemas = """
        {"schemas": {
          "Count": {"type": "integer", "minimum": 1},
          "Base": {"type": "object", "properties": {"size": {"$ref": "#/components/schemas/Count"}}}}}
        """;

    [Theory]
    [InlineData("""{"type": "integer"}""", "5", true)]
    [InlineData("""{"type": "integer"}""", "-0", true)]
    [InlineData("""{"type": "integer"}""", "5.0", true)]
    [InlineData("""{"type": "integer"}""", "5.5", false)]
    [InlineData("""{"type": "integer"}""", "05", false)]
    [InlineData("""{"type": "integer"}""", "%2B5", false)]
    [InlineData("""{"type": "integer"}""", "+5", false)]
    [InlineData("""{"type": "integer"}""", "0x5", false)]
    [InlineData("""{"type": "integer"}""", "five", false)]
    [InlineData("""{"type": "integer"}""", "", false)]
    [InlineData("""{"type": "integer"}""", "123456789012345678901234567890", true)]
    [InlineData("""{"type": "integer", "format": "int64"}""", "123456789012345678901234567890", false)]
    [InlineData("""{"type": "integer", "maximum": 10}""", "1e400", false)]
    [InlineData("""{"type": "number"}""", "1e-3", true)]
    [InlineData("""{"type": "number"}""", ".5", false)]
    [InlineData("""{"type": "number"}""", "1.", false)]
    [InlineData("""{"type": "number"}""", "1e", false)]
    [InlineData("""{"type": "number"}""", "NaN", false)]
    [InlineData("""{"type": "boolean"}""", "true", true)]
    [InlineData("""{"type": "boolean"}""", "True", false)]
    [InlineData("""{"type": "boolean"}""", "1", false)]
    [InlineData("""{"type": ["integer", "null"]}""", "null", true)]
    [InlineData("""{"type": ["integer", "null"]}""", "", true)]
    [InlineData("""{"type": "string", "pattern": "^[0-9]+$"}""", "42", true)]
    [InlineData("""{"type": "string", "minLength": 1}""", "", false)]
    [InlineData("""{"type": "string", "format": "date-time"}""", "2026-01-02T03%3A04%3A05%2B02:00", true)]
    [InlineData("""{"type": "string", "enum": ["a b"]}""", "a+b", true)]
    [InlineData("""{"type": "string", "enum": ["ä"]}""", "%C3%A4", true)]
    [InlineData("""{"enum": [1, 2]}""", "2", true)]
    [InlineData("""{"enum": ["1", "2"]}""", "2", true)]
    [InlineData("""{"enum": ["1", 2]}""", "3", false)]
    [InlineData("""{"type": ["string", "integer"], "minimum": 10, "minLength": 3}""", "5", false)]
    [InlineData("""{"type": ["string", "integer"], "minimum": 10, "maxLength": 3}""", "5", true)]
    [InlineData("""{"oneOf": [{"type": "integer", "minimum": 10}, {"type": "string", "pattern": "^[a-z]$"}]}""", "5", false)]
    [InlineData("""{"oneOf": [{"type": "integer", "minimum": 10}, {"type": "string", "pattern": "^[a-z]$"}]}""", "a", true)]
    [InlineData("""{"$ref": "#/components/schemas/Count"}""", "0", false)]
    [InlineData("""{"$ref": "#/components/schemas/Count"}""", "1", true)]
    [InlineData("""{"allOf": [{"$ref": "#/components/schemas/Count"}, {"maximum": 3}]}""", "4", false)]
    [InlineData("""{"allOf": [{"$ref": "#/components/schemas/Count"}, {"maximum": 3}]}""", "3", true)]
    [InlineData("""{"anyOf": [{"type": "boolean"}, {"$ref": "#/components/schemas/Count"}]}""", "true", true)]
    [InlineData("""{"type": "array", "items": {"$ref": "#/components/schemas/Count"}}""", "1", true)]
    [InlineData("""{"type": "array", "items": {"$ref": "#/components/schemas/Count"}}""", "0", false)]
    [InlineData("""{"type": "array", "items": {"type": "integer"}}""", "", true)]
    [InlineData("""{"type": "array", "items": {"type": "integer"}, "minItems": 1}""", "", false)]
    [InlineData("""{"oneOf": [{"type": "array", "items": {"type": "integer"}}, {"const": "all"}]}""", "all", true)]
    [InlineData("""{"oneOf": [{"type": "array", "items": {"type": "integer"}}, {"const": "all"}]}""", "some", false)]
    [InlineData("{}", "anything", true)]
    public void A_text_is_read_by_its_schema(string schema, string sent, bool isValid)
    {
        var contract = Served.Operation($$""" "parameters": [{"name": "p", "in": "query", "schema": {{schema}} }] """, components: Schemas);
        var violations = contract.Ask(new SentRequest(RawQuery: $"p={sent}"));
        Assert.True(isValid == (violations.Count == 0), string.Join(" ", violations.Select(v => v.Message)));
        Assert.All(violations, v => Assert.Equal("query", v.In));
    }

    [Fact]
    public void Nullable_of_3_0_takes_null() =>
        Assert.Empty(
            Served
                .Operation(
                    """ "parameters": [{"name": "p", "in": "query", "schema": {"type": "integer", "nullable": true} }] """,
                    version: "3.0.3"
                )
                .Ask(new SentRequest(RawQuery: "p=null"))
        );

    [Theory]
    [InlineData("p=1&p=2", "expected one value, not 2")]
    [InlineData("p=x", "expected")]
    public void A_single_value_that_is_sent_twice_is_refused(string query, string message)
    {
        var violation = Assert.Single(
            Served.Parameter(""" "name": "p", "in": "query", "schema": {"type": "integer"} """).Ask(new SentRequest(RawQuery: query))
        );
        Assert.Contains(message, violation.Message, StringComparison.Ordinal);
        Assert.StartsWith("The query parameter \"p\":", violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path", "simple")]
    [InlineData("query", "form")]
    [InlineData("query", "deepObject")]
    [InlineData("query", "pipeDelimited")]
    [InlineData("header", "simple")]
    [InlineData("cookie", "form")]
    [InlineData("cookie", "cookie")]
    public void A_missing_parameter_is_named_where_it_is_required(string place, string style)
    {
        if (place == "path")
            return;
        foreach (
            var schema in (string[])
                [
                    """{"type": "string"}""",
                    """{"type": "integer"}""",
                    """{"type": "array"}""",
                    """{"type": "object", "properties": {"R": {}}}""",
                ]
        )
        {
            var violation = Assert.Single(
                Served
                    .Parameter($$""" "name": "color", "in": "{{place}}", "style": "{{style}}", "required": true, "schema": {{schema}} """)
                    .Ask(new SentRequest(RawQuery: "other=1", Cookies: "other=1"))
            );
            Assert.Equal((place, "color", "/color", ""), (violation.In, violation.Field, violation.Pointer, violation.Value));
            Assert.Empty(
                Served
                    .Parameter($$""" "name": "color", "in": "{{place}}", "style": "{{style}}", "schema": {{schema}} """)
                    .Ask(new SentRequest(RawQuery: "other=1", Cookies: "other=1"))
            );
        }
    }

    [Fact]
    public void Parameters_that_nobody_documented_are_accepted() =>
        Assert.Empty(
            Served
                .Parameter(""" "name": "p", "in": "query", "schema": {"type": "integer"} """)
                .Ask(new SentRequest(RawQuery: "p=1&q=2&%zz", Cookies: "a=b", Headers: ("X-Other", "1")))
        );

    [Theory]
    [InlineData("p", true)]
    [InlineData("p=", true)]
    [InlineData("p=x", false)]
    public void An_empty_value_may_be_allowed(string query, bool isValid) =>
        Assert.Equal(
            isValid,
            Served
                .Parameter(""" "name": "p", "in": "query", "allowEmptyValue": true, "schema": {"type": "integer"} """)
                .Ask(new SentRequest(RawQuery: query))
                .Count == 0
        );

    [Theory]
    [InlineData("true", "1+1", true)]
    [InlineData("true", "a/b?c", true)]
    [InlineData("false", "1+1", false)]
    [InlineData("false", "1%2B1", true)]
    public void A_plus_sign_is_a_space_unless_reserved_characters_are_allowed(string allowed, string sent, bool isValid) =>
        Assert.Equal(
            isValid,
            Served
                .Parameter($$""" "name": "p", "in": "query", "allowReserved": {{allowed}}, "schema": {"enum": ["1+1", "a/b?c"]} """)
                .Ask(new SentRequest(RawQuery: $"p={sent}"))
                .Count == 0
        );

    [Fact]
    public void An_escaped_delimiter_is_a_part_of_its_value()
    {
        var list = Served.Parameter(
            """ "name": "color", "in": "path", "required": true, "schema": {"type": "array", "items": {"enum": ["a,b", "c/d"]}, "maxItems": 2} """
        );
        Assert.Empty(list.Ask(new SentRequest("/x/a%2Cb,c%2Fd")));
        Assert.NotEmpty(list.Ask(new SentRequest("/x/a,b,c%2Fd")));
    }

    [Fact]
    public void A_parameter_may_share_its_segment_with_others()
    {
        var contract = Served.Operation(
            """
            "parameters": [
              {"name": "ids", "in": "path", "required": true, "schema": {"type": "array", "items": {"enum": ["1", "2,3"]}}},
              {"name": "format", "in": "path", "required": true, "schema": {"enum": ["csv"]}}]
            """,
            "/reports/{ids}.{format}/rows"
        );
        Assert.Empty(contract.Ask(new SentRequest("/reports/1,2%2C3.csv/rows")));
        Assert.Equal(["ids", "format"], contract.Ask(new SentRequest("/reports/1,2.xml/rows")).Select(v => v.Field));
    }

    [Fact]
    public void A_violation_inside_an_array_or_object_has_its_place()
    {
        var list = Served.Parameter(""" "name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}} """);
        var violation = Assert.Single(list.Ask(new SentRequest(RawQuery: "ids=1&ids=x")));
        Assert.Equal(("ids", "/ids/1", "x"), (violation.Field, violation.Pointer, violation.Value));
        Assert.StartsWith("The query parameter \"ids\" at /1: expected an integer", violation.Message, StringComparison.Ordinal);

        var filter = Served.Parameter(
            """ "name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object", "required": ["from"], "properties": {"to": {"type": "integer"}}} """
        );
        var missing = Assert.Single(filter.Ask(new SentRequest(RawQuery: "filter[to]=1")));
        Assert.Equal(("from", "/filter/from", ""), (missing.Field, missing.Pointer, missing.Value));
        Assert.Equal("to", Assert.Single(filter.Ask(new SentRequest(RawQuery: "filter[to]=x&filter[from]=1"))).Field);
    }

    [Fact]
    public void Deep_objects_nest_and_hold_arrays()
    {
        var contract = Served.Parameter(
            """
            "name": "f", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {
              "a": {"type": "object", "properties": {"b": {"type": "integer"}}}, "c": {"type": "array", "items": {"type": "integer"}}}}
            """
        );
        Assert.Empty(contract.Ask(new SentRequest(RawQuery: "f[a][b]=1&f[c][]=1&f[c][]=2")));
        Assert.Empty(contract.Ask(new SentRequest(RawQuery: "f[c]=1")));
        Assert.Equal("/f/a/b", Assert.Single(contract.Ask(new SentRequest(RawQuery: "f[a][b]=x"))).Pointer);
        Assert.Equal(
            "/f",
            Assert.Single(contract.Ask(new SentRequest(RawQuery: "f" + string.Concat(Enumerable.Repeat("[a]", 2000)) + "=1"))).Pointer
        );
        Assert.NotEmpty(contract.Ask(new SentRequest(RawQuery: "f[a=1")));
    }

    [Fact]
    public void An_exploded_object_takes_what_no_other_parameter_claims()
    {
        var contract = Served.Operation(
            """
            "parameters": [
              {"name": "page", "in": "query", "schema": {"type": "string"}},
              {"name": "filters", "in": "query", "schema": {"type": "object", "additionalProperties": {"type": "integer"}}}]
            """
        );
        Assert.Empty(contract.Ask(new SentRequest(RawQuery: "page=one&a=1&b=2")));
        Assert.Equal("/filters/b", Assert.Single(contract.Ask(new SentRequest(RawQuery: "page=one&a=1&b=x"))).Pointer);
    }

    [Theory]
    [InlineData("query", "%7B%22a%22%3A1%7D", true)]
    [InlineData("query", "%7B%22a%22%3A%22x%22%7D", false)]
    [InlineData("query", "%7B%22a%22", false)]
    [InlineData("header", "{\"a\":1}", true)]
    [InlineData("header", "{\"a\":", false)]
    public void A_parameter_with_content_is_JSON(string place, string sent, bool isValid)
    {
        var contract = Served.Parameter(
            $$""" "name": "p", "in": "{{place}}", "content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "integer"} } } } } """
        );
        var violations = contract.Ask(place == "query" ? new SentRequest(RawQuery: $"p={sent}") : new SentRequest(Headers: ("p", sent)));
        Assert.Equal(isValid, violations.Count == 0);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "a=1&b=x+y", true)]
    [InlineData("application/x-www-form-urlencoded", "a=one&b=x", false)]
    [InlineData("application/json", "%7B%22a%22%3A1%2C%22b%22%3A%22x%20y%22%7D", true)]
    [InlineData("application/json", "a=1", false)]
    [InlineData("application/json", "", false)]
    public void The_whole_query_may_be_one_parameter(string type, string query, bool isValid)
    {
        var contract = Served.Parameter(
            $$""" "name": "q", "in": "querystring", "required": true, "content": {"{{type}}": {"schema": {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"const": "x y"} } } } } """
        );
        Assert.Equal(isValid, contract.Ask(new SentRequest(RawQuery: query)).Count == 0);
    }

    [Fact]
    public void Names_are_escaped_in_pointers()
    {
        var violation = Assert.Single(
            Served.Parameter(""" "name": "a/b~c", "in": "query", "required": true, "schema": {"type": "integer"} """).Ask(new SentRequest())
        );
        Assert.Equal(("a/b~c", "/a~1b~0c"), (violation.Field, violation.Pointer));
    }
}
