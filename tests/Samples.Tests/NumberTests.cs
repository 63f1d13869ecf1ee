namespace Conformance.Samples.Tests;

public class NumberTests
{
    [Theory]
    [InlineData("""{"type":"integer","minimum":10}""", "10")]
    [InlineData("""{"type":"integer","maximum":-3}""", "-3")]
    [InlineData("""{"type":"integer","exclusiveMinimum":10,"exclusiveMaximum":12}""", "11")]
    [InlineData("""{"type":"integer","minimum":0.5,"maximum":1.5}""", "1")]
    [InlineData("""{"type":"integer","multipleOf":10}""", "10")]
    [InlineData("""{"type":"integer","allOf":[{"multipleOf":7919},{"multipleOf":7907}]}""", "62615533")]
    [InlineData("""{"type":"integer","multipleOf":10,"minimum":25}""", "30")]
    [InlineData("""{"type":"integer","multipleOf":10,"maximum":-25}""", "-30")]
    [InlineData("""{"type":"integer","multipleOf":1.5}""", "3")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "1")]
    [InlineData("""{"type":"number","multipleOf":0.25,"minimum":3.1,"maximum":3.3}""", "3.25")]
    [InlineData("""{"type":"number","minimum":3,"maximum":3}""", "3")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.001}""", "0.0005")]
    [InlineData("""{"type":"number","maximum":-5}""", "-5.5")]
    [InlineData("""{"type":"integer","minimum":9223372036854775807,"format":"int64"}""", "9223372036854775807")]
    [InlineData("""{"type":"integer","format":"uint16","minimum":-10}""", "1")]
    [InlineData("""{"type":"number","maximum":1e300}""", "1.5")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "0.5")]
    public void Keeps_range_and_grid(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Fact]
    public void Says_so_when_the_range_is_empty() =>
        Assert.Contains(
            "/components/schemas/Root",
            Sampling.Refusal(
                """
                "Root":{"type":"integer","minimum":2,"maximum":1}
                """
            ),
            StringComparison.Ordinal
        );
}
