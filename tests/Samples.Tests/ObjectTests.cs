using Conformance.JsonSchema;

namespace Conformance.Samples.Tests;

public class ObjectTests
{
    [Theory]
    [InlineData(
        """{"type":"object","required":["b"],"properties":{"a":{"type":"integer"},"b":{"type":"boolean"}}}""",
        """{"a":1,"b":true}"""
    )]
    [InlineData("""{"type":"object","required":["x"]}""", """{"x":"string"}""")]
    [InlineData("""{"type":"object","properties":{"a":false,"b":{"type":"integer"}}}""", """{"b":1}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","minLength":3,"maxLength":2},"b":{"type":"integer"}}}""",
        """{"b":1}"""
    )]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", """{"property1":1}""")]
    [InlineData("""{"type":"object","additionalProperties":false}""", "{}")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"},"minProperties":2}""", """{"property1":1,"property2":1}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"minProperties":2}""", """{"a":1,"property1":"string"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"maxProperties":1}""", """{"a":1}""")]
    [InlineData(
        """{"type":"object","required":["b"],"properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"maxProperties":1}""",
        """{"b":1}"""
    )]
    [InlineData(
        """{"type":"object","patternProperties":{"^x-[a-z]{2}$":{"type":"integer"}},"additionalProperties":false,"minProperties":2}""",
        """{"x-ab":1,"x-bc":1}"""
    )]
    [InlineData(
        """{"type":"object","propertyNames":{"enum":["en","de"]},"additionalProperties":{"type":"integer"},"minProperties":2}""",
        """{"en":1,"de":1}"""
    )]
    [InlineData(
        """{"type":"object","propertyNames":{"pattern":"^[A-Z]{2}$"},"additionalProperties":{"type":"integer"},"minProperties":1}""",
        """{"AB":1}"""
    )]
    [InlineData(
        """{"type":"object","patternProperties":{"^n":{"type":"integer"}},"required":["n1","s"],"additionalProperties":{"type":"string"}}""",
        """{"n1":1,"s":"string"}"""
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"dependentRequired":{"a":["c"]}}""",
        """{"b":1}"""
    )]
    [InlineData(
        """{"properties":{"a":{"const":1},"b":{"const":1},"e":{"const":1}},"dependentRequired":{"a":["c"],"b":["d"]}}""",
        """{"e":1}"""
    )]
    [InlineData(
        """{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}},"dependentRequired":{"a":["c"]}}""",
        """{"a":1,"c":"string"}"""
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"integer"}},"unevaluatedProperties":{"type":"boolean"},"minProperties":2}""",
        """{"a":1,"property1":true}"""
    )]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"not":{"required":["a"]}}""", "{}")]
    [InlineData(
        """{"type":"object","properties":{"a":{"enum":[1,2]},"b":{"type":"integer"}},"not":{"properties":{"a":{"const":1}},"required":["a"]}}""",
        """{"b":1}"""
    )]
    [InlineData(
        """{"type":"object","required":["a"],"properties":{"a":{"enum":[1,2]}},"not":{"properties":{"a":{"const":1}}}}""",
        """{"a":2}"""
    )]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"integer"}},"dependentSchemas":{"a":{"required":["b"],"properties":{"b":{"const":2}}}}}""",
        """{"a":1,"b":2}"""
    )]
    public void Keeps_the_rules_of_objects(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Theory]
    [InlineData(Direction.Response, """{"id":1,"name":"Sample name"}""")]
    [InlineData(Direction.Request, """{"name":"Sample name","secret":"string"}""")]
    public void Leaves_out_what_the_direction_does_not_have(Direction use, string expected)
    {
        const string schema = """
            {"type":"object","properties":{"id":{"type":"integer","readOnly":true},"name":{"type":"string"},"secret":{"allOf":[{"type":"string"}],"writeOnly":true}}}
            """;
        Assert.Equal(expected, Sampling.Of(schema, use: use));
        Assert.Equal(expected, Sampling.Of(schema, openApi30: true, use));
    }

    [Fact]
    public void Takes_out_of_an_example_what_the_direction_does_not_have() =>
        Assert.Equal(
            """[{"user":{"name":"n"}}]""",
            Sampling.Of(
                """
                {"type":"array","example":[{"user":{"name":"n","password":"p"}}],
                 "items":{"properties":{"user":{"properties":{"name":{"type":"string"},"password":{"type":"string","writeOnly":true}}}}}}
                """
            )
        );

    [Fact]
    public void Leaves_out_what_is_required_in_the_other_direction_alone() =>
        Assert.Equal(
            """{"name":"Sample name"}""",
            Sampling.Of("""{"required":["secret"],"properties":{"name":{"type":"string"},"secret":{"type":"string","writeOnly":true}}}""")
        );
}
