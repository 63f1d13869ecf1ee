using System.Text;

namespace Conformance.Contracts.Tests.Bundling;

/// <summary>A file that a reference leads to may be named and written in every way that a document itself may.</summary>
public sealed class EncodingTests
{
    private const string Root = """
        openapi: 3.1.0
        info: {title: T, version: '1'}
        paths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'REFERENCE'}}}}}}}}
        """;

    private const string Digits = "{type: string, pattern: '^[0-9]+$', description: 'ä😀'}";

    /// <summary>How a reference names a file, and where that file lies.</summary>
    public static TheoryData<string, string, string> Names =>
        new()
        {
            { "a b.yaml", "a b.yaml", "" },
            { "a%20b.yaml", "a b.yaml", "" },
            { "100%25.yaml", "100%.yaml", "" },
            { "a%23b.yaml", "a#b.yaml", "" },
            { "what%3F.yaml", "what?.yaml", "" },
            { "Gr%C3%B6%C3%9Fe.yaml", "Größe.yaml", "" },
            { "Größe.yaml", "Größe.yaml", "" },
            { "a+b.yaml", "a+b.yaml", "" },
            { "parts/../parts/./d.yaml", "parts/d.yaml", "" },
            { "d", "d", "" },
            { "d.json#/a~1b/~0c", "d.json", "{\"a/b\": {\"~c\": SCHEMA}}" },
            { "d.json#/a%7E1b/%C3%A4", "d.json", "{\"a/b\": {\"ä\": SCHEMA}}" },
            { "d.yaml#/%7Bid%7D/0", "d.yaml", "'{id}': [SCHEMA]" },
            { "d.yaml#/200", "d.yaml", "200: SCHEMA" },
            { "d.yaml#/", "d.yaml", "'': SCHEMA" },
            { "d.yaml#digits", "d.yaml", "$defs: {x: {$anchor: digits, type: string, pattern: '^[0-9]+$'}}" },
            { "d.yaml#d%69gits", "d.yaml", "$defs: {x: {$dynamicAnchor: digits, allOf: [SCHEMA]}}" },
            { "d.yaml#/x", "d.yaml", "x: {$ref: 'd.yaml#/y'}\ny: SCHEMA" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_a_file_and_a_part_of_it_by_a_name_with_signs(string reference, string file, string text)
    {
        var wrapped =
            text.Length == 0 ? Digits : text.Replace("SCHEMA", """{"type": "string", "pattern": "^[0-9]+$"}""", StringComparison.Ordinal);
        using var folder = new Folder(("openapi.yaml", Root.Replace("REFERENCE", reference, StringComparison.Ordinal)), (file, wrapped));

        TakesDigitsOnly(folder);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Reads_a_file_in_the_encoding_that_its_first_bytes_announce(string name, bool announced)
    {
        using var folder = new Folder(("openapi.yaml", Root.Replace("REFERENCE", "d.yaml", StringComparison.Ordinal)));
        var encoding = Encoding.GetEncoding(name);
        File.WriteAllBytes(folder.PathOf("d.yaml"), [.. announced ? encoding.GetPreamble() : [], .. encoding.GetBytes(Digits)]);

        TakesDigitsOnly(folder);
    }

    [Theory]
    [InlineData("%YAML 1.2\n---\nSCHEMA\n...\n")]
    [InlineData("# A comment.\n---\nSCHEMA")]
    [InlineData("base: &digits {type: string, pattern: '^[0-9]+$'}\n<<: *digits\n")]
    [InlineData("a: &ref {$ref: '#/b'}\nallOf: [*ref, *ref]\nb: {type: string, pattern: '^[0-9]+$'}\n")]
    [InlineData("type: string\r\npattern: >-\r\n  ^[0-9]+$\r\n")]
    [InlineData("{\"type\": \"string\", \"pattern\": \"^[0-9]+$\",}")]
    public void Reads_a_file_with_all_that_YAML_has(string text)
    {
        using var folder = new Folder(
            ("openapi.yaml", Root.Replace("REFERENCE", "d.yaml", StringComparison.Ordinal)),
            ("d.yaml", text.Replace("SCHEMA", Digits, StringComparison.Ordinal))
        );

        TakesDigitsOnly(folder);
    }

    [Theory]
    [InlineData("type: string\ntype: number\n", "d.yaml:2:1 duplicate-key")]
    [InlineData("type:\n\tstring\n", "d.yaml:2:1 yaml-syntax")]
    [InlineData("type: string\n---\ntype: number\n", "d.yaml:2:1 yaml-several-documents")]
    [InlineData("a: &a [*a]\n", "d.yaml:1:8 yaml-alias-cycle")]
    [InlineData("", "d.yaml:1:1 file-empty")]
    public void Names_the_file_and_the_place_of_what_YAML_forbids(string text, string problem)
    {
        using var folder = new Folder(("openapi.yaml", Root.Replace("REFERENCE", "d.yaml", StringComparison.Ordinal)), ("d.yaml", text));

        folder.Load(out var problems);

        Assert.Contains(problem, problems);
        Assert.Contains(problem, folder.Lint());
    }

    [Fact]
    public void Says_how_a_path_of_Windows_is_written_in_a_reference()
    {
        using var folder = new Folder(
            ("openapi.yaml", Root.Replace("REFERENCE", "parts\\d.yaml", StringComparison.Ordinal)),
            ("parts/d.yaml", Digits)
        );

        Assert.Null(folder.Load(out var problems));
        Assert.Equal(["openapi.yaml:3:101 ref-unread"], problems);
        Assert.Contains("\"parts/d.yaml\"", Assert.Single(folder.Sentences()), StringComparison.Ordinal);
    }

    private static void TakesDigitsOnly(Folder folder)
    {
        var schema = folder.Load().Operations[0].Documented.Responses[0].Content[0].Schema!.ForResponse!;
        Assert.Equal([], folder.Lint());
        Assert.True(schema.IsValid("\"12\""u8.ToArray()));
        Assert.False(schema.IsValid("\"a\""u8.ToArray()));
        Assert.False(schema.IsValid("12"u8.ToArray()));
    }
}
