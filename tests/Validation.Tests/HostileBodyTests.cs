using System.Text;

namespace Conformance.Validation.Tests;

/// <summary>Whatever a client sends, the answer is a list of violations and no exception.</summary>
public sealed class HostileBodyTests
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=b";

    private const string Schema = """
        "schema": {"type": "object", "required": ["name", "~a/b"], "additionalProperties": {"type": "integer"}, "properties": {
          "name": {"type": "string", "maxLength": 3}, "list": {"type": "array", "items": {"type": "integer"}}, "deep": {"type": "object"}, "pic": {"type": "string", "format": "binary", "maxLength": 2}}},
        "encoding": {"list": {"style": "form", "explode": false}, "deep": {"style": "deepObject"}, "pic": {"contentType": "image/*", "headers": {"X": {"schema": {"type": "array", "items": {"type": "integer"}}}}}}
        """;

    [Theory]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""{"name": "\ud800"}""")]
    [InlineData("""{"name": "\udc00\ud800long enough"}""")]
    [InlineData("""{"list": ["\ud800"], "\ud800": {"\udfff": []}}""")]
    [InlineData("""{"~a/b": "\uDEAD", "name": 1e999999999}""")]
    [InlineData("""{"name": "a", "name": 5, "~a/b": 1}""")]
    public void Unpaired_surrogates_and_odd_names_are_judged(string body)
    {
        foreach (var violation in Served.Body(Json, Schema).Send(Json, body))
        {
            Assert.Equal("body", violation.In);
            Assert.True(violation.Pointer.Length == 0 || violation.Pointer[0] == '/', violation.Pointer);
            Assert.NotEmpty(violation.Field);
        }

        Assert.NotEmpty(Served.Body(Json, Schema).Send(Json, body));
    }

    [Fact]
    public void Json_that_is_too_deep_is_refused() => Assert.Single(Served.Body(Json, Schema).Send(Json, new string('[', 100_000)));

    [Fact]
    public void Json_inside_a_form_may_be_as_deep_as_any()
    {
        var contract = Served.Body(
            Multipart.Split(';')[0],
            """ "schema": {"properties": {"all": {"type": "array", "items": {"type": "object"}}}} """
        );
        for (var depth = 120; depth < 140; depth++)
        {
            var json = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
            var part = $"--b\r\nContent-Disposition: form-data; name=all\r\n\r\n{json}\r\n";
            Assert.Equal(depth > 126, contract.Send(Multipart, part + part + "--b--").Count > 0);
        }
    }

    [Fact]
    public void Json_inside_a_form_that_is_not_UTF_8_is_refused()
    {
        var contract = Served.Body(Multipart.Split(';')[0], """ "schema": {"properties": {"one": {"type": "object"}}} """);
        var body = Encoding.Latin1.GetBytes("--b\r\nContent-Disposition: form-data; name=one\r\n\r\n{\"a\":\"\u00ff\"}\r\n--b--");
        Assert.Contains("UTF-8", Assert.Single(contract.Send(Multipart, body, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_of_unpaired_surrogates_in_a_header_is_judged() =>
        Assert.Single(
            Served
                .Parameter(""" "name": "p", "in": "header", "schema": {"type": "string", "maxLength": 1} """)
                .Ask(new SentRequest(Headers: ("p", "\ud800\ud800")))
        );

    [Fact]
    public void Unpaired_surrogates_in_names_and_values_of_a_query_are_judged()
    {
        var contract = Served.Parameter(
            """ "name": "p", "in": "query", "style": "deepObject", "schema": {"type": "object", "additionalProperties": {"type": "integer"}} """
        );
        Assert.Single(contract.Ask(new SentRequest(RawQuery: "p[\udc00x]=\ud800\ud800y&p[\ud800]=1")));
    }

    [Fact]
    public void A_missing_member_with_an_odd_name_has_its_escaped_place()
    {
        var violation = Assert.Single(Served.Body(Json, Schema).Send(Json, """{"name":"a"}"""));
        Assert.Equal(("~a/b", "/~0a~1b"), (violation.Field, violation.Pointer));
    }

    [Fact]
    public void A_member_too_many_is_itself_the_place()
    {
        var contract = Served.Body(
            Json,
            "\"schema\": {\"additionalProperties\": false, \"properties\": {\"a\": {\"items\": {\"additionalProperties\": false}}}}"
        );
        var violation = Assert.Single(contract.Send(Json, """{"extra":1}"""));
        Assert.Equal(("extra", "/extra", "1"), (violation.Field, violation.Pointer, violation.Value));
        Assert.Equal(("b", "/a/0/b"), contract.Send(Json, """{"a":[{"b":2}]}""").Select(v => (v.Field, v.Pointer)).Single());
    }

    [Theory]
    [InlineData(Json, """{"name":"abc","~a/b":1,"list":[1,2],"deep":{"a":"\u00e9"}}""")]
    [InlineData(Form, "name=abc&%7Ea%2Fb=1&list=1,2&deep[a][b]=%C3%A9&pic=xx")]
    [InlineData(
        Multipart,
        "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nabc\r\n--b\r\nContent-Disposition: form-data; name=\"pic\"; filename=\"f\"\r\nContent-Type: image/png\r\nX: 1, 2\r\n\r\nxx\r\n--b--"
    )]
    public void Mutilated_bodies_get_violations_and_no_exception(string type, string body)
    {
        var contract = Served.Body(MediaTypeOf(type), Schema);
        var random = new Random(20_260_102);
        var good = Encoding.UTF8.GetBytes(body);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Mutilated(good, random);
            var violations = contract.Send(type, bytes, out _);
            refused += violations.Count > 0 ? 1 : 0;
            Assert.All(violations, v => Assert.True(v.Message.Length > 0 && v.Field.Length > 0 && v.Value.Length <= 201));
        }

        Assert.InRange(refused, 500, 3000);
    }

    [Fact]
    public void Mutilated_parameters_get_violations_and_no_exception()
    {
        var random = new Random(7);
        foreach (var style in (string[])["form", "spaceDelimited", "pipeDelimited", "deepObject"])
        {
            foreach (
                var schema in (string[])
                    [
                        """{"type":"integer"}""",
                        """{"type":"array","items":{"type":"integer"}}""",
                        """{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"integer"}}""",
                        "{}",
                    ]
            )
            {
                var contract = Served.Parameter($$""" "name": "p", "in": "query", "style": "{{style}}", "schema": {{schema}} """);
                for (var round = 0; round < 300; round++)
                {
                    var query = Encoding.Latin1.GetString(Mutilated("p=1&p=2&p[a]=3&p[a][]=%C3%A9&a=1,2|3"u8.ToArray(), random));
                    Assert.All(
                        contract.Ask(new SentRequest(RawQuery: query)),
                        v => Assert.StartsWith("/p", v.Pointer, StringComparison.Ordinal)
                    );
                }
            }
        }
    }

    private static string MediaTypeOf(string contentType) => contentType.Split(';')[0];

    private static byte[] Mutilated(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var cuts = random.Next(1, 5); cuts > 0 && bytes.Count > 0; cuts--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(12)).ToList());
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(random.Next(12), bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }
}
