namespace Conformance.Samples.Tests;

public class PreferenceTests
{
    [Theory]
    [InlineData("""{"type":"string","const":"c","example":"e","default":"d"}""", "\"c\"")]
    [InlineData("""{"type":"string","example":"e","examples":["x"],"default":"d","enum":["a","x","e","d"]}""", "\"e\"")]
    [InlineData("""{"type":"string","examples":["x","y"],"default":"d"}""", "\"x\"")]
    [InlineData("""{"type":"string","default":"d","enum":["a","d"]}""", "\"d\"")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"a\"")]
    [InlineData("""{"enum":[null,"a"]}""", "\"a\"")]
    [InlineData("""{"type":["string","null"],"default":null}""", "\"string\"")]
    [InlineData("""{"const":null}""", "null")]
    [InlineData("""{"type":"string","example":7,"examples":["x"]}""", "\"x\"")]
    [InlineData("""{"type":"string","maxLength":3,"example":"too long","examples":["long"],"default":"d"}""", "\"d\"")]
    [InlineData("""{"type":"integer","example":"12","default":"twelve"}""", "1")]
    [InlineData("""{"type":"string","enum":["long","s"],"maxLength":2}""", "\"s\"")]
    [InlineData("""{"type":"object","example":{"a":1},"properties":{"a":{"type":"integer"},"b":{"type":"string"}}}""", """{"a":1}""")]
    [InlineData(
        """{"type":"object","example":{"a":1},"required":["b"],"properties":{"a":{"type":"integer"},"b":{"type":"string"}}}""",
        """{"a":1,"b":"string"}"""
    )]
    public void Offers_the_documents_own_value_when_it_is_valid(string schema, string expected) =>
        Assert.Equal(expected, Sampling.Of(schema));

    [Theory]
    [InlineData("true", "\"string\"")]
    [InlineData("{}", "\"string\"")]
    [InlineData("""{"type":"string"}""", "\"string\"")]
    [InlineData("""{"type":"integer"}""", "1")]
    [InlineData("""{"type":"number"}""", "1.5")]
    [InlineData("""{"type":"boolean"}""", "true")]
    [InlineData("""{"type":"null"}""", "null")]
    [InlineData("""{"type":"array"}""", """["string"]""")]
    [InlineData("""{"type":"object"}""", "{}")]
    [InlineData("""{"type":["null","integer"]}""", "1")]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", """{"a":1}""")]
    [InlineData("""{"items":{"type":"integer"}}""", "[1]")]
    [InlineData("""{"minimum":3}""", "3.5")]
    [InlineData("""{"not":{"type":["string","object"]}}""", """["string"]""")]
    public void Falls_back_on_the_type(string schema, string expected) => Assert.Equal(expected, Sampling.Of(schema));

    [Theory]
    [InlineData("""{"type":"string","nullable":true,"enum":["a",null]}""", "\"a\"")]
    [InlineData("""{"type":"string","nullable":true,"maxLength":0,"minLength":1}""", "null")]
    [InlineData("""{"type":"number","minimum":5,"exclusiveMinimum":true,"maximum":6}""", "5.5")]
    [InlineData("""{"type":"integer","minimum":5,"exclusiveMinimum":true}""", "6")]
    public void Follows_OpenAPI_3_0_where_it_differs(string schema, string expected) =>
        Assert.Equal(expected, Sampling.Of(schema, openApi30: true));

    [Fact]
    public void Names_come_out_as_plausible_texts() =>
        Assert.Equal(
            """{"email":"user@example.com","first_name":"Jane","homepageUrl":"https://example.com/resource","other":"string"}""",
            Sampling.Of(
                """{"properties":{"email":{"type":"string"},"first_name":{"type":"string"},"homepageUrl":{"type":"string"},"other":{"type":"string"}}}"""
            )
        );
}
