using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class ViolationTests
{
    [Fact]
    public void Names_the_missing_property_when_a_required_one_is_absent()
    {
        var violation = Compile("{'properties':{'user':{'required':['email','name']}}}").Single("{'user':{'name':'n'}}");
        Assert.Equal("/user", violation.InstancePointer);
        Assert.Equal("required", violation.Keyword);
        Assert.Equal("email", violation.Property);
        Assert.Equal("contract:/doc#/properties/user/required", violation.SchemaLocation);
        Assert.Equal("/user: expected the property \"email\", found an object with 1 property without it.", violation.Message);
    }

    [Fact]
    public void Names_the_surplus_property_when_no_others_are_allowed()
    {
        var violation = Compile("{'properties':{'a':true},'additionalProperties':false}").Single("{'a':1,'b/c':2}");
        Assert.Equal(("/b~1c", "additionalProperties", "b/c"), (violation.InstancePointer, violation.Keyword, violation.Property));
        Assert.Equal("/b~1c: expected no property \"b/c\", found the number 2.", violation.Message);
    }

    [Fact]
    public void Names_the_surplus_property_when_it_is_unevaluated()
    {
        var violation = Compile("{'allOf':[{'properties':{'a':true}}],'unevaluatedProperties':false}").Single("{'a':1,'b':2}");
        Assert.Equal(("/b", "unevaluatedProperties", "b"), (violation.InstancePointer, violation.Keyword, violation.Property));
    }

    [Theory]
    [InlineData("{'type':'string'}", "3", "The body: expected a string, found the number 3.")]
    [InlineData("{'type':['string','null']}", "true", "The body: expected a string or null, found true.")]
    [InlineData("{'const':'a'}", "'b'", "The body: expected \"a\", found the string \"b\".")]
    [InlineData("{'enum':[1,'x']}", "2", "The body: expected one of 1, \"x\", found the number 2.")]
    [InlineData("{'minimum':5}", "4.5", "The body: expected a number of at least 5, found the number 4.5.")]
    [InlineData("{'exclusiveMaximum':5}", "5", "The body: expected a number below 5, found the number 5.")]
    [InlineData("{'multipleOf':0.1}", "0.15", "The body: expected a multiple of 0.1, found the number 0.15.")]
    [InlineData("{'maxLength':1}", "'ab'", "The body: expected a string of at most 1 character, found one of 2: the string \"ab\".")]
    [InlineData("{'pattern':'^a+$'}", "'b'", "The body: expected a string that matches the pattern \"^a+$\", found the string \"b\".")]
    [InlineData("{'minItems':2}", "[1]", "The body: expected at least 2 items, found an array of 1 item.")]
    [InlineData(
        "{'uniqueItems':true}",
        "[1,2,1.0]",
        "/2: expected an item that differs from all others, found the number 1.0, the same as at /0."
    )]
    [InlineData(
        "{'dependentRequired':{'a':['b']}}",
        "{'a':1}",
        "The body: expected the property \"b\", because \"a\" is there, found an object with 1 property without it."
    )]
    [InlineData(
        "{'propertyNames':{'maxLength':1}}",
        "{'ab':1}",
        "/ab: expected a property name that is a string of at most 1 character, found the property name \"ab\"."
    )]
    [InlineData(
        "{'contains':{'type':'null'}}",
        "[1]",
        "The body: expected at least 1 of the items to match the schema at contract:/doc#/contains, found 0 that match."
    )]
    [InlineData("{'not':{}}", "1", "The body: expected a value that does not match the schema at contract:/doc#/not, found the number 1.")]
    [InlineData("{'items':false}", "[1]", "/0: expected no item after the first 0, found the number 1.")]
    [InlineData("false", "1", "The body: expected no value here, found the number 1.")]
    public void Says_what_is_expected_and_what_was_found(string schema, string instance, string message) =>
        Assert.Equal(message, Compile(schema).Single(instance).Message);

    [Fact]
    public void Quotes_the_format_when_formats_are_asserted() =>
        Assert.Equal(
            "The body: expected a UUID (format \"uuid\"), found the string \"x\".",
            Compile("{'format':'uuid'}", options: new SchemaOptions { AssertFormat = true }).Single("'x'").Message
        );

    [Fact]
    public void Points_into_arrays_and_nested_objects()
    {
        var schema = Compile("{'properties':{'list':{'items':{'properties':{'id':{'type':'integer'}}}}}}");
        var violations = schema.Validate(Json("{'x':[1,[2]],'list':[{'id':1},{'id':'a'},{'z':{},'id':null}]}"));
        Assert.Equal(["/list/1/id", "/list/2/id"], violations.Select(violation => violation.InstancePointer));
    }

    [Fact]
    public void Reports_all_violations_of_an_object_at_once()
    {
        var schema = Compile("{'type':'object','required':['a','b'],'properties':{'c':{'type':'string'},'d':{'minimum':3}}}");
        Assert.Equal(["a", "b", null, null], schema.Validate(Json("{'c':1,'d':2}")).Select(violation => violation.Property));
    }

    [Fact]
    public void Explains_the_closest_alternative_when_none_matches()
    {
        var schema = Compile("{'oneOf':[{'type':'string'},{'type':'object','required':['id']}]}");
        Assert.Equal(["oneOf", "required"], schema.Validate(Json("{}")).Select(violation => violation.Keyword));
    }

    [Fact]
    public void Says_which_alternatives_match_when_there_are_too_many() =>
        Assert.Equal(
            "The body: expected a value that matches exactly one of 2 alternatives, found the number 3, which matches oneOf/0 and oneOf/1.",
            Compile("{'oneOf':[{'type':'integer'},{'minimum':2}]}").Single("3").Message
        );

    [Fact]
    public void Stops_at_the_limit_of_violations()
    {
        var schema = Compile("{'items':{'type':'string'}}", options: new SchemaOptions { MaxViolations = 3 });
        Assert.Equal(3, schema.Validate(Json("[1,2,3,4,5]")).Count);
    }

    [Fact]
    public void Cuts_long_values()
    {
        var violation = Compile("{'type':'null'}").Single($"'{new string('x', 500)}'");
        Assert.True(violation.Message.Length < 150, violation.Message);
    }

    [Theory]
    [InlineData("{'a':1")]
    [InlineData("")]
    [InlineData("[1,]")]
    [InlineData("/*c*/1")]
    [InlineData("01")]
    [InlineData("'\\x'")]
    [InlineData("1 2")]
    public void Is_one_violation_without_keyword_when_the_text_is_not_json(string text)
    {
        var schema = Compile("true");
        Assert.False(schema.IsValid(Utf8(text)));
        Assert.Equal(string.Empty, Assert.Single(schema.Validate(Utf8(text))).Keyword);
    }

    [Fact]
    public void Refuses_bytes_that_are_not_utf8()
    {
        var schema = Compile("true");
        byte[] text = [(byte)'"', 0xC3, (byte)'"'];
        Assert.False(schema.IsValid(text));
        Assert.Single(schema.Validate(text));
    }
}
