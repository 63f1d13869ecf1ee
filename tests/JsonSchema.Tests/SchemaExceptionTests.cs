using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class SchemaExceptionTests
{
    [Theory]
    [InlineData(
        "{'type':'strnig'}",
        "contract:/doc#/type: found \"strnig\" where one of \"object\", \"array\", \"string\", \"number\", \"integer\", \"boolean\", \"null\", or an array of them is expected; use one of these names."
    )]
    [InlineData(
        "{'minLength':-1}",
        "contract:/doc#/minLength: found -1 where an integer that is not negative is expected; write a count such as 1."
    )]
    [InlineData(
        "{'minimum':'3'}",
        "contract:/doc#/minimum: found \"3\" where a number is expected; write the number without quotation marks."
    )]
    [InlineData(
        "{'required':'id'}",
        "contract:/doc#/required: found \"id\" where an array of property names is expected; list the names as strings, as in [\"id\"]."
    )]
    [InlineData(
        "{'properties':{'a b':{'pattern':'(x'}}}",
        "contract:/doc#/properties/a%20b/pattern: found \"(x\" where an ECMA-262 regular expression is expected; correct the expression at character 3, where a group is not closed."
    )]
    [InlineData(
        "{'$ref':'#/$defs/gone'}",
        "contract:/doc#/$ref: found \"#/$defs/gone\" where a reference to a schema that is there is expected; correct the reference, or register the document it leads to."
    )]
    [InlineData(
        "{'items':[{}]}",
        "contract:/doc#/items: found [{}] where one schema is expected; list schemas by position in \"prefixItems\", or join them with \"oneOf\"."
    )]
    [InlineData(
        "{'allOf':[]}",
        "contract:/doc#/allOf: found [] where an array of at least one schema is expected; list the schemas in brackets."
    )]
    [InlineData(
        "{'items':{'not':3}}",
        "contract:/doc#/items/not: found 3 where a schema (an object or a boolean) is expected; write a schema here or refer to one."
    )]
    [InlineData("{'multipleOf':0}", "contract:/doc#/multipleOf: found 0 where a number above 0 is expected; write a positive number.")]
    [InlineData("{'uniqueItems':'yes'}", "contract:/doc#/uniqueItems: found \"yes\" where true or false is expected; write a boolean.")]
    [InlineData(
        "{'$id':'https://x.test/a#b'}",
        "contract:/doc#/$id: found \"https://x.test/a#b\" where a URI without a fragment is expected; say \"$anchor\": \"b\" to name the schema within its resource."
    )]
    public void Says_where_what_and_how_to_mend_it(string schema, string message) =>
        Assert.Equal(message, Assert.Single(Problems(schema)).Message);

    [Fact]
    public void Lists_all_problems_at_once()
    {
        var problems = Problems("{'type':1,'properties':{'a':{'minLength':'x'},'b':{'$ref':'#/gone'}},'maxItems':-2}");
        Assert.Equal(
            ["contract:/doc#/type", "contract:/doc#/maxItems", "contract:/doc#/properties/a/minLength", "contract:/doc#/properties/b/$ref"],
            problems.Select(problem => problem.SchemaLocation)
        );
    }

    [Fact]
    public void Names_an_unknown_dialect() =>
        Assert.Equal(
            "contract:/doc#/$schema: found \"http://json-schema.org/draft-07/schema#\" where a metaschema that is known here is expected; use \"https://json-schema.org/draft/2020-12/schema\", register the metaschema, or leave the keyword out.",
            Assert.Single(Problems("{'$schema':'http://json-schema.org/draft-07/schema#'}")).Message
        );

    [Fact]
    public void Says_that_nothing_is_registered_there()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        Assert.Equal(
            "contract:/none#/a: found nothing where a schema is expected; register its document and check the fragment.",
            Assert.Throws<SchemaException>(() => registry.Compile(new Uri("contract:/none#/a"))).Message
        );
    }
}
