using Conformance.JsonSchema;

namespace Conformance.Samples.Tests;

public class ReferenceTests
{
    [Theory]
    [InlineData(""" "Root":{"$ref":"#/components/schemas/A"},"A":{"$ref":"#/components/schemas/B"},"B":{"type":"integer"} """, "1")]
    [InlineData(""" "Root":{"$ref":"#/components/schemas/a~1b%20c"},"a/b c":{"type":"integer"} """, "1")]
    [InlineData(""" "Root":{"$ref":"#/components/schemas/A","maximum":0},"A":{"type":"integer"} """, "0")]
    [InlineData(""" "Root":{"$defs":{"x":{"type":"integer"}},"$ref":"#/components/schemas/Root/$defs/x"} """, "1")]
    [InlineData(""" "Root":{"$ref":"#here"},"A":{"$anchor":"here","type":"integer"} """, "1")]
    public void Follows_references(string schemas, string expected) => Assert.Equal(expected, Sampling.OfSchemas(schemas));

    [Fact]
    public void Treats_dynamicRef_as_ref() =>
        Assert.Equal(
            """{"next":{"v":1}}""",
            Sampling.OfSchemas(
                """ "Root":{"properties":{"next":{"$dynamicRef":"#node"}}},"A":{"$dynamicAnchor":"node","properties":{"v":{"type":"integer"}}} """
            )
        );

    [Fact]
    public void Ignores_what_stands_beside_a_reference_in_3_0() =>
        Assert.Equal(
            "1",
            Sampling.OfSchemas(
                """ "Root":{"$ref":"#/components/schemas/A","example":9,"maximum":0},"A":{"type":"integer"} """,
                openApi30: true
            )
        );

    [Theory]
    [InlineData(""" "Root":{"properties":{"v":{"type":"integer"},"next":{"$ref":"#/components/schemas/Root"}}} """, """{"v":1}""")]
    [InlineData(
        """ "Root":{"required":["children"],"properties":{"children":{"type":"array","items":{"$ref":"#/components/schemas/Root"}}}} """,
        """{"children":[]}"""
    )]
    [InlineData(
        """ "Root":{"type":"object","required":["next"],"properties":{"next":{"oneOf":[{"$ref":"#/components/schemas/Root"},{"type":"null"}]}}} """,
        """{"next":null}"""
    )]
    [InlineData(
        """ "Root":{"required":["next"],"properties":{"next":{"anyOf":[{"$ref":"#/components/schemas/Root"},{"type":"string"}]}}} """,
        """{"next":"string"}"""
    )]
    [InlineData(
        """ "Root":{"type":["object","null"],"required":["next"],"properties":{"next":{"$ref":"#/components/schemas/Root"}}} """,
        """{"next":null}"""
    )]
    [InlineData(
        """ "Root":{"required":["a"],"properties":{"a":{"$ref":"#/components/schemas/A"}}},"A":{"properties":{"root":{"$ref":"#/components/schemas/Root"},"v":{"type":"integer"}}} """,
        """{"a":{"v":1}}"""
    )]
    [InlineData(""" "Root":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/Root"}} """, "{}")]
    [InlineData(""" "Root":{"type":"array","items":{"$ref":"#/components/schemas/Root"}} """, "[]")]
    [InlineData(
        """ "Root":{"allOf":[{"properties":{"up":{"$ref":"#/components/schemas/Root"},"v":{"type":"integer"}}}]} """,
        """{"v":1}"""
    )]
    public void Cuts_recursion_where_the_schema_allows(string schemas, string expected) =>
        Assert.Equal(expected, Sampling.OfSchemas(schemas));

    [Theory]
    [InlineData(
        """ "Root":{"type":"object","nullable":true,"required":["next"],"properties":{"next":{"$ref":"#/components/schemas/Root"}}} """,
        """{"next":null}"""
    )]
    [InlineData(
        """ "Root":{"type":"object","properties":{"a":{"$ref":"#/components/schemas/Base"},"b":{"$ref":"#/components/schemas/Base"}}},"Base":{"type":"object","properties":{"v":{"type":"integer"}}} """,
        """{"a":{"v":1},"b":{"v":1}}"""
    )]
    public void Cuts_recursion_in_3_0(string schemas, string expected) =>
        Assert.Equal(expected, Sampling.OfSchemas(schemas, openApi30: true));

    [Theory]
    [InlineData(
        """ "Root":{"required":["next"],"type":"object","properties":{"next":{"$ref":"#/components/schemas/Root"}}} """,
        "asks for itself without an end"
    )]
    [InlineData(
        """ "Root":{"required":["a"],"type":"object","properties":{"a":{"$ref":"#/components/schemas/Gone"}}} """,
        "required property \"a\": the reference \"#/components/schemas/Gone\""
    )]
    [InlineData(""" "Root":{"$ref":"other.json#/A"} """, "the reference \"other.json#/A\" at \"/components/schemas/Root\" leads nowhere")]
    [InlineData(""" "Root":false """, "the schema at \"/components/schemas/Root\" is false")]
    [InlineData(""" "Root":{"type":"string","enum":[1,2]} """, "\"/components/schemas/Root\" refuses 1")]
    public void Gives_the_reason_when_nothing_is_valid(string schemas, string part) =>
        Assert.Contains(part, Sampling.Refusal(schemas), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/components/schemas/Gone"},"b":{"type":"integer"}}}""")]
    public void Leaves_out_an_optional_property_whose_reference_dangles(string schema)
    {
        var document = Sampling.Json($$"""{"components":{"schemas":{"Root":{{schema}} } } }""");
        Assert.Equal(
            """{"b":1}""",
            Sampling.Generator(document, openApi30: true).Generate(Sampling.Root, Direction.Response).Value?.GetRawText()
        );
    }

    [Fact]
    public void Says_so_when_there_is_no_schema_at_the_pointer() =>
        Assert.Equal(
            "There is no schema at \"/components/schemas/Gone\" of the document; give the JSON pointer of one.",
            Sampling.Generator(Sampling.Json("{}"), openApi30: true).Generate("/components/schemas/Gone", Direction.Response).Reason
        );
}
