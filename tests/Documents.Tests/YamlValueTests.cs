namespace Conformance.Documents.Tests;

public sealed class YamlValueTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("NULL", "null")]
    [InlineData("nUll", "\"nUll\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("12", "12")]
    [InlineData("-12", "-12")]
    [InlineData("+12", "12")]
    [InlineData("007", "7")]
    [InlineData("-007", "-7")]
    [InlineData("0", "0")]
    [InlineData("000", "0")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695")]
    [InlineData("0o", "\"0o\"")]
    [InlineData("0o8", "\"0o8\"")]
    [InlineData("0xG", "\"0xG\"")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.50", "1.50")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5E+2", "-0.5E+2")]
    [InlineData("5.", "5")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("1.0.0", "\"1.0.0\"")]
    [InlineData("2026-01-02", "\"2026-01-02\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("-x", "\"-x\"")]
    [InlineData("-.", "\"-.\"")]
    [InlineData("+", "\"+\"")]
    [InlineData("'12'", "\"12\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("!!int '12'", "12")]
    [InlineData("!!float 3", "3")]
    [InlineData("!!bool True", "true")]
    [InlineData("!!null ''", "null")]
    [InlineData("!<tag:yaml.org,2002:str> 1", "\"1\"")]
    [InlineData("!!map {a: 1}", "{\"a\":1}")]
    [InlineData("!!seq [1]", "[1]")]
    [InlineData("one\n  two\n\n  three", "\"one two\\nthree\"")]
    [InlineData("|\n  one\n  two", "\"one\\ntwo\\n\"")]
    [InlineData(">-\n  one\n  two", "\"one two\"")]
    [InlineData("\"\\u00e4\\ud83d\\ude00\\/\"", "\"ä😀/\"")]
    [InlineData("[a: 1, b]", "[{\"a\":1},\"b\"]")]
    [InlineData("{b, c: 1}", "{\"b\":null,\"c\":1}")]
    public void Resolves_scalars_by_the_core_schema(string yaml, string json) =>
        Assert.Equal(
            $"{{\"a\":{json}}}",
            Reading.Sound($"a: {yaml}\n").ToString().Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(
        "200: a\ntrue: b\nnull: c\n0x1F: d\n'': e\n\"<<\": f\n",
        "{\"200\":\"a\",\"true\":\"b\",\"null\":\"c\",\"0x1F\":\"d\",\"\":\"e\",\"<<\":\"f\"}"
    )]
    [InlineData("k: &k name\n*k : 1\n", "{\"k\":\"name\",\"name\":1}")]
    [InlineData("a: &a {x: [1]}\nb: *a\nc: *a\n", "{\"a\":{\"x\":[1]},\"b\":{\"x\":[1]},\"c\":{\"x\":[1]}}")]
    [InlineData("a: &a 1\nb: &a 2\nc: *a\n", "{\"a\":1,\"b\":2,\"c\":2}")]
    [InlineData("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3\n", "{\"a\":{\"x\":1,\"y\":2},\"b\":{\"x\":3,\"y\":2}}")]
    [InlineData(
        "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b], z: 3}\n",
        "{\"a\":{\"x\":1},\"b\":{\"x\":2,\"y\":2},\"c\":{\"z\":3,\"x\":1,\"y\":2}}"
    )]
    [InlineData("%YAML 1.2\n---\na: 1\n...\n", "{\"a\":1}")]
    [InlineData("\uFEFFa: 1 # comment\n", "{\"a\":1}")]
    [InlineData("a:\r\n  b: 1\r\n", "{\"a\":{\"b\":1}}")]
    [InlineData("text\n", "\"text\"")]
    public void Reads_keys_aliases_and_merges(string yaml, string json) => Assert.Equal(json, Reading.Sound(yaml).ToString());

    [Fact]
    public void Knows_where_names_and_values_stand()
    {
        var root = Reading.Sound("info:\n  title: A\ntags:\n  - name: \"b\"\n  - &x\n    name: c\n  - *x\n");
        Assert.Equal("a.yaml:1:1", root.At.ToString());
        Assert.True(root.AsObject()!.TryGetMember("info", out var info));
        Assert.Equal("a.yaml:1:1", info.NameAt.ToString());
        Assert.Equal("a.yaml:2:3", info.Value.At.ToString());
        Assert.Equal("a.yaml:2:10", info.Value["title"]!.At.ToString());
        Assert.Equal("a.yaml:4:11", root["tags"]![0]!["name"]!.At.ToString());

        // What an alias repeats keeps the place of the original.
        Assert.Equal("a.yaml:6:11", root["tags"]![2]!["name"]!.At.ToString());
        Assert.Equal("/tags/2/name", root["tags"]![2]!["name"]!.Pointer);
    }

    [Theory]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void Counts_no_line_at_a_break_that_only_yaml_1_1_knew(char unbroken)
    {
        var root = Reading.Sound($"a: x{unbroken}y\nb{unbroken}: 'x{unbroken}y'\nc: |\n  x{unbroken}y\nd: 1\n");
        Assert.Equal($"x{unbroken}y", root["a"]!.AsString());
        Assert.Equal($"x{unbroken}y", root[$"b{unbroken}"]!.AsString());
        Assert.Equal($"x{unbroken}y\n", root["c"]!.AsString());
        Assert.Equal("a.yaml:5:4", root["d"]!.At.ToString());
    }

    [Fact]
    public void Reads_a_flow_style_document_that_is_no_json()
    {
        Assert.Equal("{\"a\":[1,\"b\"]}", Reading.Sound("{a: [1, b]} # flow", "x").ToString());
        Assert.Equal("{\"a\":1}", Reading.Sound("{\"a\": 1,}", "x.yaml").ToString());
    }
}
