using System.Text;

namespace Conformance.Documents.Tests;

/// <summary>What is written as YAML is read back as what it was.</summary>
public sealed class YamlTreeWriterTests
{
    [Theory]
    [InlineData("""{"a": "b", "empty": {}, "none": [], "list": [1, 2.50, -3e7, true, false, null, [[]], {"x": {}}]}""")]
    [InlineData(
        """{"strings": ["", " ", "a: b", "- a", "#no", "a #b", "'q'", "\"q\"", "true", "No", "null", "~", "1", "1.0", "0x1f", "1e3", "2026-01-31", "=", "<<", "*a", "&a", "!t", "%", "@", "`", "{", "[", "|", ">", "?", ":", "-", ".", "...", "---", "y"]}"""
    )]
    [InlineData(
        """{"lines": ["a\nb", "a\nb\n", "a\n\nb", "a\n\n\n", "\na", " a\nb", "a \nb", "a\n  b\nc", "a\tb", "a\r\nb", "\u00e9\n\u00e9", "a\u2028b", "\u0000", "\ud83d\ude00", "a\n "]}"""
    )]
    [InlineData(
        """{"": 1, "200": 2, "on": 3, "/a/{b}": 4, "a: b": 5, "x-é": 6, "a\nb": 7, "$ref": "#/components/schemas/A%20b", "{$request.body#/url}": {}}"""
    )]
    public void Reads_back_what_was_written(string json)
    {
        var problems = new Problems();
        var tree = DocumentReader.Read("a.json", Encoding.UTF8.GetBytes(json), problems)!;

        var yaml = YamlTreeWriter.Write(tree);
        var back = DocumentReader.Read("a.yaml", Encoding.UTF8.GetBytes(yaml), problems);

        Assert.Empty(problems);
        Assert.Equal(tree.ToString(), back!.ToString());
    }

    [Fact]
    public void Writes_what_people_like_to_read()
    {
        var tree = DocumentReader.Read(
            "a.json",
            """{"get": {"summary": "Lists all", "responses": {"200": {"$ref": "#/a"}}, "tags": ["a", "b"]}, "text": "a\nb\n"}"""u8.ToArray(),
            []
        )!;

        Assert.Equal(
            """
            get:
              summary: Lists all
              responses:
                "200":
                  $ref: "#/a"
              tags:
              - a
              - b
            text: |
              a
              b

            """,
            YamlTreeWriter.Write(tree)
        );
    }
}
