using System.Text;

namespace Conformance.Validation.Tests;

public sealed class MultipartTests
{
    private const string Type = "multipart/form-data; boundary=\"x y\"";

    private const string Media = """
        "schema": {"type": "object", "required": ["id", "photo"], "properties": {
          "id": {"type": "integer"}, "photo": {"type": "string", "format": "binary", "maxLength": 4}, "meta": {"type": "object", "required": ["a"]},
          "pages": {"type": "array", "items": {"type": "string", "format": "binary"}}, "note": {"type": "object"}}},
        "encoding": {"photo": {"contentType": "image/png, image/jpeg", "headers": {"X-Size": {"required": true, "schema": {"type": "integer"}}}}, "note": {"contentType": "application/xml"}}
        """;

    private static readonly string Photo = Part("photo", "png!", "image/png", "X-Size: 4");

    [Fact]
    public void Parts_are_read_by_their_schemas()
    {
        var violations = Served
            .Body("multipart/form-data", Media, "3.0.4")
            .Send(Type, Bytes(Part("id", "7"), Photo, Part("meta", "{\"a\":1}"), Part("pages", "one"), Part("pages", "two")), out var read);
        Assert.Empty(violations);
        Assert.Equal("""{"id":7,"photo":"png!","meta":{"a":1},"pages":["one","two"]}""", read);
    }

    [Theory]
    [InlineData("id", "seven", null, null, "/id")]
    [InlineData("id", "7", null, null, "/photo")]
    [InlineData("photo", "png", "text/html", "X-Size: 3", "/photo")]
    [InlineData("photo", "png", "image/png", null, "/photo")]
    [InlineData("photo", "png", "image/png", "X-Size: many", "/photo")]
    [InlineData("photo", "large", "image/png", "X-Size: 5", "/photo")]
    [InlineData("meta", "{", null, null, "/meta")]
    [InlineData("meta", "{}", "application/json", null, "/meta/a")]
    public void A_wrong_part_is_named(string name, string content, string? type, string? header, string pointer)
    {
        var parts = new List<string> { Part(name, content, type, header) };
        if (name != "id")
            parts.Add(Part("id", "7"));
        if (name != "photo" && pointer != "/photo")
            parts.Add(Photo);
        var violation = Assert.Single(Served.Body("multipart/form-data", Media).Send(Type, Bytes([.. parts]), out _));
        Assert.Equal(("body", pointer), (violation.In, violation.Pointer));
    }

    [Fact]
    public void Octets_are_counted_where_a_part_is_binary()
    {
        var contract = Served.Body("multipart/form-data", Media);
        Assert.Empty(contract.Send(Type, Bytes(Part("id", "7"), Part("photo", "\u00fféé"[..1] + "é", "image/png", "X-Size: 4")), out _));
        Assert.NotEmpty(contract.Send(Type, Bytes(Part("id", "7"), Part("photo", "ééé", "image/png", "X-Size: 4")), out _));
        var raw = Bytes(Part("id", "7"), Part("photo", "@@@@", "image/png", "X-Size: 4"));
        for (var i = 0; i < raw.Length; i++)
            raw[i] = raw[i] == '@' ? (byte)0xFF : raw[i];
        Assert.Empty(contract.Send(Type, raw, out _));
    }

    [Fact]
    public void A_part_in_a_format_that_is_not_read_passes()
    {
        var contract = Served.Body("multipart/form-data", Media);
        Assert.Empty(contract.Send(Type, Bytes(Part("id", "7"), Photo, Part("note", "<note/>", "application/xml")), out _));
        Assert.Equal(
            "/note",
            Assert.Single(contract.Send(Type, Bytes(Part("id", "7"), Photo, Part("note", "{}", "application/json")), out _)).Pointer
        );
        Assert.Equal(
            "/id",
            Assert.Single(contract.Send(Type, Bytes(Part("id", "x"), Photo, Part("note", "<note/>", "application/xml")), out _)).Pointer
        );
    }

    [Theory]
    [InlineData("{\"type\": \"string\", \"maxLength\": 7}", true)]
    [InlineData("{\"type\": \"object\"}", true)]
    [InlineData("{\"required\": [\"b\"]}", false)]
    [InlineData("{}", true)]
    public void A_JSON_part_is_a_string_only_where_nothing_else_may_stand(string schema, bool isValid) =>
        Assert.Equal(
            isValid,
            Served
                .Body("multipart/form-data", $$"""  "schema": {"properties": {"doc": {{schema}} } } """)
                .Send(Type, Bytes(Part("doc", "{\"a\":1}", "application/json")), out _)
                .Count == 0
        );

    [Theory]
    [InlineData("multipart/form-data", "--x y\r\n\r\n", "boundary")]
    [InlineData(Type, "", "begins with the line")]
    [InlineData(Type, "--other\r\n", "begins with the line")]
    [InlineData(Type, "--x yz\r\n\r\n--x y--", "a line end after")]
    [InlineData(Type, "--x y\r\nContent-Disposition: form-data; name=id\r\n\r\n7", "a last line")]
    [InlineData(Type, "--x y\r\nContent-Disposition: form-data; name=id\r\n--x y--", "an empty line after the headers of part 1")]
    [InlineData(Type, "--x y\r\nnonsense\r\n\r\n7\r\n--x y--", "headers \"Name: value\"")]
    [InlineData(Type, "--x y\r\n\r\n7\r\n--x y--", "Content-Disposition")]
    [InlineData(Type, "--x y\r\nContent-Disposition: form-data\r\n\r\n7\r\n--x y--", "with a name")]
    [InlineData(Type, "--x y\r\nContent-Disposition: attachment; name=id\r\n\r\n7\r\n--x y--", "form-data")]
    public void A_body_that_is_broken_says_what_is_missing(string type, string body, string message)
    {
        var violation = Assert.Single(Served.Body("multipart/form-data", Media).Send(type, body));
        Assert.Equal(("body", "body", ""), (violation.In, violation.Field, violation.Pointer));
        Assert.Contains(message, violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_framing_may_have_a_preamble_padding_and_an_epilogue()
    {
        var body = Encoding
            .UTF8.GetString(Bytes(Part("id", "7\r\n--x"), Photo))
            .Replace(
                "--x y\r\nContent-Disposition: form-data; name=\"photo\"",
                "--x y \t\r\nContent-Disposition: form-data; name=\"photo\"",
                StringComparison.Ordinal
            );
        Assert.Equal(
            "/id",
            Assert.Single(Served.Body("multipart/form-data", Media).Send(Type, "preamble\r\n" + body + "\r\nepilogue")).Pointer
        );
    }

    [Fact]
    public void The_number_of_parts_is_bounded()
    {
        var parts = Enumerable.Repeat(Part("a", "1"), 1001).ToArray();
        Assert.Contains(
            "at most 1000 parts",
            Assert.Single(Served.Body("multipart/form-data", Media).Send(Type, Bytes(parts), out _)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_quoted_name_keeps_its_escapes_apart()
    {
        Assert.Empty(
            Served
                .Body("multipart/form-data", "\"schema\": {}")
                .Send(Type, Bytes("Content-Disposition: form-data; filename=\"a;name=b\"; name=\"a \\\"b\\\"; c\"\r\n\r\n1"), out var read)
        );
        Assert.Equal("""{"a \"b\"; c":1}""", read);
    }

    [Fact]
    public void Other_multipart_bodies_pass() =>
        Assert.Empty(Served.Body("multipart/mixed", Media).Send("multipart/mixed; boundary=x", "anything"));

    private static string Part(string name, string content, string? type = null, string? header = null) =>
        $"Content-Disposition: form-data; name=\"{name}\"\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}{(header is null ? "" : header + "\r\n")}\r\n{content}";

    private static byte[] Bytes(params string[] parts) =>
        Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"--x y\r\n{p}\r\n")) + "--x y--");
}
