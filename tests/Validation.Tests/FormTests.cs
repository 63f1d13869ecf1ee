using System.Text;

namespace Conformance.Validation.Tests;

public sealed class FormTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private const string Schema = """
        "schema": {"type": "object", "required": ["name"], "properties": {
          "name": {"type": "string", "minLength": 2}, "age": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "integer"}},
          "address": {"type": "object", "properties": {"zip": {"type": "string"}}}, "agreed": {"type": "boolean"}}}
        """;

    [Theory]
    [InlineData("name=Ann+Lee&age=41", """{"name":"Ann Lee","age":41}""")]
    [InlineData("name=%C3%84nn", """{"name":"Änn"}""")]
    [InlineData("tags=1&name=12&tags=2", """{"tags":[1,2],"name":"12"}""")]
    [InlineData("name=Ann&tags=1", """{"name":"Ann","tags":[1]}""")]
    [InlineData("name=Ann&agreed=true&", """{"name":"Ann","agreed":true}""")]
    [InlineData("name=Ann&address=%7B%22zip%22%3A%22007%22%7D", """{"name":"Ann","address":{"zip":"007"}}""")]
    [InlineData("name=Ann&other=1", """{"name":"Ann","other":1}""")]
    public void A_form_is_the_object_that_its_schema_describes(string body, string read)
    {
        Assert.Empty(Served.Body(Form, Schema).Send(Form, Encoding.UTF8.GetBytes(body), out var json));
        Assert.Equal(read, json);
    }

    [Theory]
    [InlineData("age=41", "name", "/name", "")]
    [InlineData("", "name", "/name", "")]
    [InlineData("name=A", "name", "/name", "A")]
    [InlineData("name=Ann&age=x", "age", "/age", "x")]
    [InlineData("name=Ann&age=1&age=2", "age", "/age", "[1,2]")]
    [InlineData("name=Ann&tags=1&tags=x", "tags", "/tags/1", "x")]
    [InlineData("name=Ann&address=%7B", "address", "/address", "")]
    [InlineData("name=%zz", "name", "/name", "")]
    [InlineData("name=%FF%FE", "name", "/name", "")]
    public void A_wrong_field_is_named(string body, string field, string pointer, string value)
    {
        var violation = Served.Body(Form, Schema).Send(Form, body).First(v => v.Pointer == pointer);
        Assert.Equal(("body", field, value), (violation.In, violation.Field, violation.Value));
        Assert.StartsWith(
            pointer,
            violation.Message.Contains("without it", StringComparison.Ordinal) ? pointer : violation.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_encoding_gives_a_field_its_style()
    {
        var contract = Served.Body(
            Form,
            """
            "schema": {"type": "object", "required": ["ids", "pos", "filter"], "properties": {
              "ids": {"type": "array", "items": {"type": "integer"}}, "pos": {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}},
              "filter": {"type": "object", "properties": {"a": {"type": "integer"}}}}},
            "encoding": {"ids": {"style": "pipeDelimited"}, "pos": {"style": "form", "explode": true}, "filter": {"style": "deepObject"}}
            """
        );
        Assert.Empty(contract.Send(Form, Encoding.UTF8.GetBytes("ids=1%7C2&x=1&y=2&filter[a]=3"), out var read));
        Assert.Equal("""{"filter":{"a":3},"ids":[1,2],"pos":{"x":1,"y":2}}""", read);
        Assert.Equal("/pos/y", Assert.Single(contract.Send(Form, "ids=1&x=1&y=two&filter[a]=3")).Pointer);
        Assert.Equal("ids", Assert.Single(contract.Send(Form, "x=1&filter[a]=3")).Field);
    }

    [Fact]
    public void A_field_may_be_JSON_by_its_encoding()
    {
        var contract = Served.Body(
            Form,
            """
            "schema": {"properties": {"any": {"minimum": 5}}}, "encoding": {"any": {"contentType": "application/json"}}
            """
        );
        Assert.Empty(contract.Send(Form, "any=7"));
        Assert.Equal("/any", Assert.Single(contract.Send(Form, "any=4")).Pointer);
        Assert.Contains("expected JSON", Assert.Single(contract.Send(Form, "any=seven")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_is_bounded()
    {
        var violation = Assert.Single(Served.Body(Form, Schema).Send(Form, "name=Ann" + string.Concat(Enumerable.Repeat("&a=1", 1000))));
        Assert.Equal(("body", ""), (violation.Field, violation.Pointer));
        Assert.Contains("at most 1000 fields", violation.Message, StringComparison.Ordinal);
        Assert.Empty(Served.Body(Form, Schema).Send(Form, "name=Ann" + string.Concat(Enumerable.Repeat("&a=1", 999))));
    }

    [Fact]
    public void A_form_that_is_not_UTF_8_is_refused() =>
        Assert.Contains(
            "UTF-8",
            Assert.Single(Served.Body(Form, Schema).Send(Form, [0x61, 0x3D, 0xFF], out _)).Message,
            StringComparison.Ordinal
        );
}
