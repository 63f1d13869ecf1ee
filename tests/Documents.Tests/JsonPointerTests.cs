namespace Conformance.Documents.Tests;

public sealed class JsonPointerTests
{
    // The document and the pointers of RFC 6901, sections 5 and 6.
    private const string Document =
        """{ "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8 }""";

    [Theory]
    [InlineData("/foo/0", "#/foo/0", "\"bar\"")]
    [InlineData("/", "#/", "0")]
    [InlineData("/a~1b", "#/a~1b", "1")]
    [InlineData("/c%d", "#/c%25d", "2")]
    [InlineData("/e^f", "#/e%5Ef", "3")]
    [InlineData("/g|h", "#/g%7Ch", "4")]
    [InlineData("/i\\j", "#/i%5Cj", "5")]
    [InlineData("/k\"l", "#/k%22l", "6")]
    [InlineData("/ ", "#/%20", "7")]
    [InlineData("/m~0n", "#/m~0n", "8")]
    public void Resolves_the_examples_of_rfc_6901(string pointer, string fragment, string expected)
    {
        var root = Reading.Sound(Document, "a.json");
        Assert.Equal(expected, JsonPointer.TryParse(pointer)!.Resolve(root)!.ToString());
        Assert.Equal(expected, JsonPointer.TryParseFragment(fragment)!.Resolve(root)!.ToString());
        Assert.Equal(pointer, JsonPointer.TryParse(pointer)!.ToString());
        Assert.Equal(pointer, JsonPointer.TryParse(pointer)!.Resolve(root)!.Pointer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    public void Points_at_the_whole_document_when_empty(string fragment)
    {
        var root = Reading.Sound(Document, "a.json");
        Assert.Same(root, JsonPointer.TryParseFragment(fragment)!.Resolve(root));
    }

    [Theory]
    [InlineData("/foo/2")]
    [InlineData("/foo/00")]
    [InlineData("/foo/-")]
    [InlineData("/foo/+1")]
    [InlineData("/foo/bar")]
    [InlineData("/foo/0/x")]
    [InlineData("/Foo")]
    public void Finds_nothing_where_nothing_is(string pointer) =>
        Assert.Null(JsonPointer.TryParse(pointer)!.Resolve(Reading.Sound(Document, "a.json")));

    [Theory]
    [InlineData("foo")]
    [InlineData("/a~")]
    [InlineData("/a~2b")]
    public void Refuses_what_is_no_pointer(string text) => Assert.Null(JsonPointer.TryParse(text));

    [Fact]
    public void Appends_names_and_positions() =>
        Assert.Equal("/paths/~1a~01/0", JsonPointer.Root.Append("paths").Append("/a~1").Append(0).ToString());
}
