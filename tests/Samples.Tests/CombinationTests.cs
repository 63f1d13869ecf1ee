namespace Conformance.Samples.Tests;

public class CombinationTests
{
    [Theory]
    [InlineData(
        """{"allOf":[{"properties":{"a":{"type":"integer"}},"required":["b"]},{"properties":{"b":{"type":"boolean"}}}]}""",
        """{"a":1,"b":true}"""
    )]
    [InlineData("""{"allOf":[{"type":"integer","minimum":3},{"maximum":10},{"minimum":7,"multipleOf":2}]}""", "8")]
    [InlineData("""{"allOf":[{"enum":["a","b","c"]},{"enum":["c","b"]}]}""", "\"b\"")]
    [InlineData("""{"allOf":[{"type":["string","integer"]},{"type":["integer","null"]}]}""", "1")]
    [InlineData("""{"allOf":[{"type":"string","minLength":8},{"maxLength":9}]}""", "\"stringaa\"")]
    [InlineData(
        """{"allOf":[{"properties":{"a":{"type":"integer"}},"additionalProperties":false},{"properties":{"b":{"type":"integer"}}}]}""",
        """{"a":1}"""
    )]
    [InlineData("""{"allOf":[{"properties":{"a":{"minimum":3}}},{"properties":{"a":{"type":"integer","maximum":4}}}]}""", """{"a":3}""")]
    [InlineData("""{"type":"number","allOf":[{"multipleOf":0.4},{"multipleOf":0.6}]}""", "1.2")]
    [InlineData(
        """{"properties":{"a":{"type":"integer"}},"allOf":[{"properties":{"b":{"type":"integer"}}}],"unevaluatedProperties":false}""",
        """{"a":1,"b":1}"""
    )]
    [InlineData(
        """{"example":{"a":5,"b":6},"allOf":[{"properties":{"a":{"type":"integer"}},"example":{"a":7}},{"required":["b"]}]}""",
        """{"a":5,"b":6}"""
    )]
    [InlineData(
        """{"allOf":[{"properties":{"a":{"type":"integer"}},"example":{"a":7}},{"required":["b"],"properties":{"b":{"const":1}}}]}""",
        """{"a":1,"b":1}"""
    )]
    public void Merges_allOf(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Theory]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"string"}]}""", "1")]
    [InlineData("""{"oneOf":[{"type":"null"},{"type":"string"}]}""", "\"string\"")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1.5")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1.5")]
    [InlineData("""{"oneOf":[{"type":"string","format":"date"},{"type":"string"}]}""", "\"string\"")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"string","enum":["string","b"]}]}""", "\"string2\"")]
    [InlineData("""{"oneOf":[false,{"type":"string"}]}""", "\"string\"")]
    [InlineData(
        """{"oneOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}""",
        """{"a":1}"""
    )]
    [InlineData("""{"oneOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"b":{"type":"integer"}}}]}""", """{"a":1,"b":null}""")]
    [InlineData("""{"oneOf":[{"type":"integer","multipleOf":3},{"type":"integer","multipleOf":5}],"minimum":15}""", "18")]
    [InlineData(
        """{"oneOf":[{"properties":{"v":{"type":"number"}},"required":["v"]},{"properties":{"v":{"type":"integer"}},"required":["v"]}],"properties":{"v":{"enum":[1,2,2.5]}}}""",
        """{"v":2.5}"""
    )]
    [InlineData("""{"anyOf":[{"type":"string","minLength":5,"maxLength":2},{"type":"integer"}]}""", "1")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""", "1")]
    [InlineData(
        """{"allOf":[{"oneOf":[{"required":["a"]},{"required":["b"]}]},{"oneOf":[{"required":["c"]},{"required":["d"]}]}]}""",
        """{"a":"string","c":"string"}"""
    )]
    [InlineData("""{"allOf":[{"anyOf":[{"type":"string"},{"type":"integer"}]},{"anyOf":[{"type":"integer"},{"type":"boolean"}]}]}""", "1")]
    public void Takes_an_alternative_that_suits_the_whole(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Theory]
    [InlineData("""{"type":"string","not":{"const":"string"}}""", "\"string2\"")]
    [InlineData("""{"type":"integer","not":{"maximum":3}}""", "4")]
    [InlineData("""{"not":{"type":"string"},"type":["string","boolean"]}""", "true")]
    [InlineData("""{"enum":["a","b"],"not":{"enum":["a"]}}""", "\"b\"")]
    [InlineData(
        """{"if":{"properties":{"k":{"const":"x"}},"required":["k"]},"then":{"required":["a"]},"else":{"required":["b"]}}""",
        """{"k":"x","a":"string"}"""
    )]
    [InlineData(
        """{"properties":{"k":{"const":"y"}},"required":["k"],"if":{"properties":{"k":{"const":"x"}}},"then":{"required":["a"]},"else":{"required":["b"]}}""",
        """{"k":"y","b":"string"}"""
    )]
    [InlineData("""{"type":"integer","if":{"minimum":10},"then":{"multipleOf":7},"else":false}""", "14")]
    [InlineData("""{"type":"integer","if":{"minimum":10},"else":{"const":5}}""", "5")]
    public void Keeps_not_and_if(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Fact]
    public void Sets_the_discriminator_to_the_mapped_name() =>
        Assert.Equal(
            """{"kind":"kitty","lives":1}""",
            Sampling.OfSchemas(
                """
                "Root":{"oneOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}],
                        "discriminator":{"propertyName":"kind","mapping":{"kitty":"#/components/schemas/Cat","dog":"Dog"}}},
                "Cat":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string"},"lives":{"type":"integer"}}},
                "Dog":{"type":"object","required":["kind","bark"],"properties":{"kind":{"type":"string"},"bark":{"type":"boolean"}}}
                """
            )
        );

    [Fact]
    public void Sets_the_discriminator_to_the_schemas_name_without_a_mapping() =>
        Assert.Equal(
            """{"kind":"Cat","lives":1}""",
            Sampling.OfSchemas(
                """
                "Root":{"$ref":"#/components/schemas/Cat"},
                "Pet":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string"}},"discriminator":{"propertyName":"kind"}},
                "Cat":{"allOf":[{"$ref":"#/components/schemas/Pet"},{"properties":{"lives":{"type":"integer"}}}]}
                """
            )
        );

    [Fact]
    public void Passes_over_a_discriminator_value_that_the_property_does_not_allow() =>
        Assert.Equal(
            """{"kind":"feline"}""",
            Sampling.OfSchemas(
                """
                "Root":{"oneOf":[{"$ref":"#/components/schemas/Cat"}],"discriminator":{"propertyName":"kind"}},
                "Cat":{"type":"object","required":["kind"],"properties":{"kind":{"enum":["feline"]}}}
                """
            )
        );
}
