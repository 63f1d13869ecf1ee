namespace Conformance.Validation.Tests;

/// <summary>The table of OpenAPI 3.2.0, section 4.12.8 (Style Examples), and the older forms of its rows, each read back as the value that it stands for.</summary>
public sealed class StyleTableTests
{
    private const string Primitive = """ "blue" """;
    private const string Empty = "\"\"";
    private const string List = """["blue","black","brown"]""";
    private const string Members = """{"R":"100","G":"200","B":"150"}""";

    [Theory]
    [InlineData("matrix", false, Empty, ";color")]
    [InlineData("matrix", false, Primitive, ";color=blue")]
    [InlineData("matrix", false, List, ";color=blue,black,brown")]
    [InlineData("matrix", false, Members, ";color=R,100,G,200,B,150")]
    [InlineData("matrix", true, Empty, ";color")]
    [InlineData("matrix", true, Primitive, ";color=blue")]
    [InlineData("matrix", true, List, ";color=blue;color=black;color=brown")]
    [InlineData("matrix", true, Members, ";R=100;G=200;B=150")]
    [InlineData("label", false, Empty, ".")]
    [InlineData("label", false, Primitive, ".blue")]
    [InlineData("label", false, List, ".blue,black,brown")]
    [InlineData("label", false, List, ".blue.black.brown")]
    [InlineData("label", false, Members, ".R,100,G,200,B,150")]
    [InlineData("label", false, Members, ".R.100.G.200.B.150")]
    [InlineData("label", true, Empty, ".")]
    [InlineData("label", true, Primitive, ".blue")]
    [InlineData("label", true, List, ".blue.black.brown")]
    [InlineData("label", true, Members, ".R=100.G=200.B=150")]
    [InlineData("simple", false, Primitive, "blue")]
    [InlineData("simple", false, List, "blue,black,brown")]
    [InlineData("simple", false, Members, "R,100,G,200,B,150")]
    [InlineData("simple", true, Primitive, "blue")]
    [InlineData("simple", true, List, "blue,black,brown")]
    [InlineData("simple", true, Members, "R=100,G=200,B=150")]
    public void Path(string style, bool explode, string value, string sent) =>
        ReadsAs(Described("path", style, explode, value), value, new SentRequest($"/x/{sent}"));

    [Theory]
    [InlineData("form", false, Empty, "color=")]
    [InlineData("form", false, Primitive, "color=blue")]
    [InlineData("form", false, List, "color=blue,black,brown")]
    [InlineData("form", false, List, "color=blue%2Cblack%2Cbrown")]
    [InlineData("form", false, Members, "color=R,100,G,200,B,150")]
    [InlineData("form", true, Empty, "color=")]
    [InlineData("form", true, Empty, "color")]
    [InlineData("form", true, Primitive, "color=blue")]
    [InlineData("form", true, List, "color=blue&color=black&color=brown")]
    [InlineData("form", true, Members, "R=100&G=200&B=150")]
    [InlineData("spaceDelimited", false, List, "color=blue%20black%20brown")]
    [InlineData("spaceDelimited", false, List, "color=blue+black+brown")]
    [InlineData("spaceDelimited", false, Members, "color=R%20100%20G%20200%20B%20150")]
    [InlineData("spaceDelimited", true, List, "color=blue&color=black&color=brown")]
    [InlineData("pipeDelimited", false, List, "color=blue%7Cblack%7Cbrown")]
    [InlineData("pipeDelimited", false, List, "color=blue|black|brown")]
    [InlineData("pipeDelimited", false, Members, "color=R%7C100%7CG%7C200%7CB%7C150")]
    [InlineData("pipeDelimited", true, List, "color=blue&color=black&color=brown")]
    [InlineData("deepObject", true, Members, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150")]
    [InlineData("deepObject", false, Members, "color[R]=100&color[G]=200&color[B]=150")]
    public void Query(string style, bool explode, string value, string sent) =>
        ReadsAs(Described("query", style, explode, value), value, new SentRequest(RawQuery: sent));

    [Theory]
    [InlineData("simple", false, Empty, "")]
    [InlineData("simple", false, Primitive, "blue")]
    [InlineData("simple", false, List, "blue,black,brown")]
    [InlineData("simple", false, List, "blue, black ,brown")]
    [InlineData("simple", false, Members, "R,100,G,200,B,150")]
    [InlineData("simple", true, List, "blue,black,brown")]
    [InlineData("simple", true, Members, "R=100, G=200, B=150")]
    public void Header(string style, bool explode, string value, string sent) =>
        ReadsAs(Described("header", style, explode, value), value, new SentRequest(Headers: ("Color", sent)));

    [Theory]
    [InlineData("form", false, Empty, "color=")]
    [InlineData("form", false, Primitive, "color=blue")]
    [InlineData("form", false, List, "color=blue,black,brown")]
    [InlineData("form", false, Members, "color=R,100,G,200,B,150")]
    [InlineData("form", true, List, "color=blue&color=black&color=brown")]
    [InlineData("form", true, List, "color=blue; color=black; color=brown")]
    [InlineData("form", true, Members, "R=100&G=200&B=150")]
    [InlineData("cookie", false, Empty, "color=")]
    [InlineData("cookie", false, Primitive, "color=blue")]
    [InlineData("cookie", false, List, "color=blue,black,brown")]
    [InlineData("cookie", false, Members, "color=R,100,G,200,B,150")]
    [InlineData("cookie", true, Empty, "color=")]
    [InlineData("cookie", true, Primitive, "color=blue")]
    [InlineData("cookie", true, List, "color=blue; color=black; color=brown")]
    [InlineData("cookie", true, Members, "R=100; G=200; B=150")]
    public void Cookie(string style, bool explode, string value, string sent) =>
        ReadsAs(Described("cookie", style, explode, value), value, new SentRequest(Cookies: $"session=1; {sent}"));

    [Fact]
    public void Several_lines_of_a_header_are_one_list() =>
        ReadsAs(
            Described("header", "simple", explode: false, List),
            List,
            new SentRequest(Headers: [("Color", "blue"), ("color", "black, brown")])
        );

    [Theory]
    [InlineData("path", "matrix", "/x/blue")]
    [InlineData("path", "matrix", "/x/;colour=blue")]
    [InlineData("path", "label", "/x/blue")]
    public void A_path_without_its_prefix_is_refused(string place, string style, string path)
    {
        var violation = Assert.Single(
            Served
                .Parameter($$"""{{Described(place, style, explode: false, Primitive)}}, "schema": {"type": "string"} """)
                .Ask(new SentRequest(path))
        );
        Assert.Equal(("path", "color", "/color"), (violation.In, violation.Field, violation.Pointer));
    }

    [Theory]
    [InlineData("simple", false, "R,100,G")]
    [InlineData("simple", true, "R=100,G")]
    public void An_object_with_half_a_member_is_refused(string style, bool explode, string sent)
    {
        var violation = Assert.Single(
            Served
                .Parameter($$"""{{Described("path", style, explode, Members)}}, "schema": {"type": "object"} """)
                .Ask(new SentRequest($"/x/{sent}"))
        );
        Assert.Contains($"found \"{sent}\"", violation.Message, StringComparison.Ordinal);
        Assert.Equal(sent, violation.Value);
    }

    private static string Described(string place, string style, bool explode, string value) =>
        $$""" "name": "color", "in": "{{place}}", "required": true, "style": "{{style}}", "explode": {{(explode ? "true" : "false")}}{{(value == Empty ? ", \"description\": \"may be empty\"" : "")}} """;

    // A constant holds for nothing but the value itself; another one shows that the text was looked at.
    private static void ReadsAs(string described, string value, SentRequest request)
    {
        var type = value.Trim()[0] switch
        {
            '[' => "array",
            '{' => "object",
            _ => "string",
        };
        var properties = type == "object" ? """ "properties": {"R": {"type": "string"}, "G": {}, "B": {"type": "string"}}, """ : "";
        Assert.Empty(
            Served.Parameter($$"""{{described}}, "schema": {"type": "{{type}}", {{properties}} "const": {{value}} } """).Ask(request)
        );
        Assert.NotEmpty(
            Served
                .Parameter(
                    $$"""{{described}}, "schema": {"type": "{{type}}", {{properties}} "const": {{(type == "object" ? """{"R":"101"}""" : type == "array" ? """["blue"]""" : "\"red\"")}} } """
                )
                .Ask(request)
        );
    }
}
