using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

/// <summary>What draft 4 has and OpenAPI 3.0 has not.</summary>
public sealed class Draft4Tests
{
    [Theory]
    [InlineData("{'type':'null'}", "null", true)]
    [InlineData("{'type':['string','null']}", "null", true)]
    [InlineData("{'type':['string','null']}", "1", false)]
    [InlineData("{'items':[{'type':'string'},{'type':'integer'}]}", "['a',1,true]", true)]
    [InlineData("{'items':[{'type':'string'},{'type':'integer'}]}", "['a','b']", false)]
    [InlineData("{'items':[{'type':'string'}],'additionalItems':false}", "['a']", true)]
    [InlineData("{'items':[{'type':'string'}],'additionalItems':false}", "['a','b']", false)]
    [InlineData("{'items':[{}],'additionalItems':{'type':'boolean'}}", "[1,true]", true)]
    [InlineData("{'items':[{}],'additionalItems':{'type':'boolean'}}", "[1,2]", false)]
    [InlineData("{'items':{'type':'string'},'additionalItems':false}", "['a','b']", true)]
    [InlineData("{'minimum':1,'exclusiveMinimum':true}", "1", false)]
    [InlineData("{'dependencies':{'a':['b']}}", "{'a':1}", false)]
    [InlineData("{'patternProperties':{'^x':{'type':'integer'}}}", "{'xy':'a'}", false)]
    [InlineData("{'definitions':{'a':{'type':'string'}},'$ref':'#/definitions/a','minLength':3}", "'ab'", true)]
    [InlineData("{'const':1}", "2", true)]
    public void Judges_by_the_draft(string schema, string instance, bool valid) =>
        Assert.Equal(valid, Compile(schema, Dialect.Draft4).Accepts(instance));

    [Fact]
    public void Refers_to_the_items_of_a_list()
    {
        var schema = Compile("{'properties':{'a':{'items':[{'type':'integer'}]},'b':{'$ref':'#/properties/a/items/0'}}}", Dialect.Draft4);
        Assert.True(schema.Accepts("{'b':1}"));
        Assert.Equal("contract:/doc#/properties/a/items/0/type", schema.Single("{'b':'x'}").SchemaLocation);
    }

    [Fact]
    public void Takes_no_id_in_a_swagger_document() =>
        Assert.False(
            Compile(
                    "{'swagger':'2.0','definitions':{'X':{'id':'urn:other','properties':{'a':{'$ref':'#/definitions/Y'}}},'Y':{'type':'string'}}}",
                    Dialect.Draft4,
                    fragment: "/definitions/X"
                )
                .Accepts("{'a':1}")
        );

    [Fact]
    public void Says_how_draft_4_writes_a_bound()
    {
        var problem = Assert.Single(Problems("{'exclusiveMinimum':5}", Dialect.Draft4));
        Assert.Contains("as draft 4 does", problem.Remedy, StringComparison.Ordinal);
    }
}
