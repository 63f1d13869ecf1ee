namespace Conformance.Documents.Tests;

public sealed class JsonTests
{
    [Theory]
    [InlineData("{\n  // why\n  \"a\": 1\n}", "2:3 json-comment")]
    [InlineData("{\"a\": 1, /* b, */ \"c\": 2}", "1:10 json-comment")]
    [InlineData("{\"a\": [1, 2,\n],\n}", "1:12 json-trailing-comma;2:2 json-trailing-comma")]
    [InlineData("{\"a\": 1, // b\n}", "1:8 json-trailing-comma;1:10 json-comment")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "2:2 duplicate-key")]
    [InlineData("{\"a\": 1,\n \"\\u0061\": 2}", "2:2 duplicate-key")]
    [InlineData("{\"ä😀\": 1, \"ä😀\": 2}", "1:12 duplicate-key")]
    [InlineData("{\"a\": 1\n \"b\": 2}", "2:2 json-syntax")]
    [InlineData("{\"ä😀\": tru}", "1:12 json-syntax")]
    [InlineData("{a: 1}", "1:2 json-syntax")]
    [InlineData("{\"a\": 'b'}", "1:7 json-syntax")]
    [InlineData("{\"a\": 01}", "1:8 json-syntax")]
    [InlineData("{\"a\": NaN}", "1:7 json-syntax")]
    [InlineData("{\"a\": \"b\nc\"}", "1:9 json-syntax")]
    [InlineData("{\"a\": \"b", "1:9 json-syntax")]
    [InlineData("{\"a\": [1", "1:9 json-syntax")]
    [InlineData("{} {}", "1:4 json-syntax")]
    [InlineData("{\"a\": \"\\ud83d\"}", "1:7 json-lone-surrogate")]
    public void Reports_every_mistake_with_its_place(string text, string expected) =>
        Assert.Equal(expected.Split(';'), Reading.PlacesOf(text, "a.json"));

    [Fact]
    public void Words_a_syntax_error_without_the_parser_s_own_positions()
    {
        var problem = Reading.OnlyProblemOf("{\"a\": 1\n \"b\": 2}", "a.json");
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
        Assert.Equal("Add the comma or bracket that is missing before it.", problem.Mend);
    }

    [Theory]
    [InlineData("{\"a\": 1, // b\n \"c\": 2}", "<stdin>", "1:10 json-comment")]
    [InlineData("{\"a\": [1, 2}", "<stdin>", "1:12 json-syntax")]
    [InlineData("{a: [1, 2}", "x.yaml", "1:10 yaml-syntax")]
    public void Chooses_the_language_whose_mistakes_to_tell(string text, string name, string expected) =>
        Assert.Equal([expected], Reading.PlacesOf(text, name));

    [Fact]
    public void Knows_where_names_and_values_stand()
    {
        var root = Reading.Sound("\n{ \"ä😀\": [\n  null,\t{\"b\" : -1.50e+2}] }", "a.json");
        Assert.Equal("a.json:2:1", root.At.ToString());
        Assert.Equal("a.json:2:3", root.Members[0].NameAt.ToString());
        Assert.Equal("a.json:2:10", root["ä😀"]!.At.ToString());
        Assert.Equal("a.json:3:3", root["ä😀"]![0]!.At.ToString());
        Assert.Equal("a.json:3:9", root["ä😀"]![1]!.At.ToString());
        Assert.Equal("a.json:3:16", root["ä😀"]![1]!["b"]!.At.ToString());
        Assert.Equal("{\"ä😀\":[null,{\"b\":-1.50e+2}]}", root.ToString().Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }
}
