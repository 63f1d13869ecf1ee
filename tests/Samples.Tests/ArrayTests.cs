namespace Conformance.Samples.Tests;

public class ArrayTests
{
    [Theory]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":3}""", "[1,1,1]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":0}""", "[]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":3,"uniqueItems":true}""", "[1,2,0]")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":2,"uniqueItems":true}""", "[true,false]")]
    [InlineData("""{"type":"array","items":{"enum":["a","b","c"]},"minItems":3,"uniqueItems":true}""", """["a","b","c"]""")]
    [InlineData(
        """{"type":"array","items":{"type":"string","format":"date"},"minItems":2,"uniqueItems":true}""",
        """["2024-01-15","2024-01-16"]"""
    )]
    [InlineData(
        """{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},"minItems":2,"uniqueItems":true}""",
        """[{"a":1},{"a":2}]"""
    )]
    [InlineData(
        """{"type":"array","items":{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":1},"minItems":2,"uniqueItems":true}""",
        "[[1],[2]]"
    )]
    [InlineData("""{"type":"array","items":false}""", "[]")]
    [InlineData("""{"type":"array","items":{"type":"string","minLength":2,"maxLength":1}}""", "[]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],"items":false}""", "[1,true]")]
    [InlineData(
        """{"type":"array","prefixItems":[{"type":"integer"}],"items":{"type":"string"},"minItems":3}""",
        """[1,"string","string"]"""
    )]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],"unevaluatedItems":false}""", "[1,true]")]
    [InlineData("""{"type":"array","contains":{"type":"integer"}}""", "[1]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"contains":{"minimum":5},"minContains":2}""", "[5,5]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"contains":{"minimum":5},"minItems":2}""", "[5,1]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"contains":{"minimum":5},"minContains":0}""", "[1]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}],"contains":{"type":"integer"}}""", """["string",1]""")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"contains":{"type":"integer"},"maxContains":2,"minItems":2}""", "[1,1]")]
    [InlineData("""{"allOf":[{"type":"array","items":{"minimum":4}},{"items":{"type":"integer"},"minItems":2}]}""", "[4,4]")]
    public void Keeps_the_rules_of_arrays(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Fact]
    public void Says_so_when_there_are_not_enough_different_values() =>
        Assert.Contains(
            "item 2: there are not enough different values",
            Sampling.Refusal(
                """
                "Root":{"type":"array","items":{"type":"boolean"},"minItems":3,"uniqueItems":true}
                """
            ),
            StringComparison.Ordinal
        );
}
