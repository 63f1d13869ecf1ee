namespace Conformance.Documents.Tests;

public sealed class NodeTests
{
    [Fact]
    public void Answers_null_for_what_is_absent_or_of_another_kind()
    {
        var root = Reading.Sound("info: {title: A}\ntags: [x]\n");
        Assert.Equal("A", root["info"]?["title"]?.AsString());
        Assert.Null(root["info"]?["version"]?.AsString());
        Assert.Null(root["tags"]?["title"]);
        Assert.Null(root["tags"]?[1]);
        Assert.Null(root["tags"]?[-1]);
        Assert.Null(root["info"]?[0]);
        Assert.Null(root["info"]!.AsString());
        Assert.Null(root["info"]!.AsArray());
        Assert.Empty(root["tags"]!.Members);
        Assert.Empty(root["info"]!.Items);
    }

    [Theory]
    [InlineData("2", 2L)]
    [InlineData("2.0", 2L)]
    [InlineData("2e3", 2000L)]
    [InlineData("2.5", null)]
    [InlineData("'2'", null)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1e999", null)]
    public void Gives_whole_numbers_by_value(string yaml, long? expected)
    {
        var value = Reading.Sound($"a: {yaml}")["a"]!;
        Assert.Equal(expected, value.AsInt64());
        Assert.Equal(expected is <= int.MaxValue ? (int)expected : null, value.AsInt32());
    }

    [Fact]
    public void Gives_booleans_and_null()
    {
        var root = Reading.Sound("a: true\nb: false\nc: null\nd: 'true'\n");
        Assert.True(root["a"]!.AsBoolean());
        Assert.False(root["b"]!.AsBoolean());
        Assert.Null(root["c"]!.AsBoolean());
        Assert.Null(root["d"]!.AsBoolean());
        Assert.True(root["c"]!.IsNull);
        Assert.False(root["d"]!.IsNull);
    }

    [Fact]
    public void Knows_its_place_in_the_tree()
    {
        var root = Reading.Sound("paths: {/a~b: [{x: 1}]}\n");
        var x = root["paths"]!["/a~b"]![0]!["x"]!;
        Assert.Equal("/paths/~1a~0b/0/x", x.Pointer);
        Assert.Equal("", root.Pointer);
        Assert.Same(root, x.Root);
        Assert.Equal((0, null), (x.Parent!.Index, x.Parent.Name));
        Assert.Equal((-1, "x"), (x.Index, x.Name));
    }

    [Fact]
    public void Finds_every_member_of_a_large_object()
    {
        var root = Reading.Sound(string.Concat(Enumerable.Range(0, 100).Select(i => $"k{i}: {i}\n")));
        for (var i = 0; i < 100; i++)
            Assert.Equal(i, root[$"k{i}"]!.AsInt32());
        Assert.Null(root["k100"]);
    }

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("{}", "an object")]
    [InlineData("abc", "the string \"abc\"")]
    [InlineData("\"a\\nb\"", "the string \"a b\"")]
    [InlineData("1.50", "the number 1.50")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    public void Describes_itself_for_messages(string yaml, string expected) =>
        Assert.Equal(expected, Reading.Sound($"- {yaml}")[0]!.Describe());

    [Theory]
    [InlineData("{a: 1, b: [x, null]}", "{b: [x, null], a: 1.0}", true)]
    [InlineData("{a: 1}", "{a: '1'}", false)]
    [InlineData("{a: 1}", "{b: 1}", false)]
    [InlineData("{a: 1}", "{a: 1, b: 1}", false)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("[1]", "[1, 2]", false)]
    [InlineData("100", "1e2", true)]
    [InlineData("0.0", "-0", true)]
    [InlineData("0.05", "0.5", false)]
    [InlineData("0.05", "5e-2", true)]
    [InlineData("-1", "1", false)]
    [InlineData("1e400", "1e401", false)]
    [InlineData("0.1", "0.10000000000000000000000000000000001", false)]
    [InlineData("1e99999999999999999999", "1e99999999999999999999", true)]
    [InlineData("null", "false", false)]
    public void Compares_by_value(string left, string right, bool expected) =>
        Assert.Equal(expected, Node.DeepEquals(Reading.Sound($"- {left}"), Reading.Sound($"- {right}")));
}
