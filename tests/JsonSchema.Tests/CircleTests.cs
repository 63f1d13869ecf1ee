using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

/// <summary>Schemas that come back to themselves for the same value.</summary>
public sealed class CircleTests
{
    // A parent lists its children, and each child includes its parent: common in documents that describe inheritance.
    private const string Family = """
        {'Animal':{'type':'object','required':['kind'],'properties':{'kind':{'type':'string'}},
                   'oneOf':[{'$ref':'#/components/schemas/Cat'},{'$ref':'#/components/schemas/Dog'}]DISCRIMINATOR},
         'Cat':{'allOf':[{'$ref':'#/components/schemas/Animal'},{'required':['lives'],'properties':{'lives':{'type':'integer'}}}]},
         'Dog':{'allOf':[{'$ref':'#/components/schemas/Animal'},{'required':['tricks'],'properties':{'tricks':{'type':'array'}}}]},
         'X':{'$ref':'#/components/schemas/NAME'}}
        """;

    [Theory]
    [InlineData("Animal", "{'kind':'Cat','lives':9}", true)]
    [InlineData("Animal", "{'kind':'Dog','tricks':[]}", true)]
    [InlineData("Animal", "{'kind':'Cat'}", false)]
    [InlineData("Animal", "{'kind':1,'lives':9}", false)]
    [InlineData("Animal", "{'kind':'Cat','lives':9,'tricks':[]}", false)]
    [InlineData("Cat", "{'kind':'Cat','lives':9}", true)]
    [InlineData("Cat", "{'kind':'Cat','lives':'nine'}", false)]
    [InlineData("Cat", "{'lives':9}", false)]
    public void Judges_a_parent_and_its_children(string name, string instance, bool valid)
    {
        var schemas = Family.Replace("DISCRIMINATOR", "", StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
        Assert.Equal(valid, CompileComponent(schemas).Accepts(instance));
        Assert.Equal(valid, CompileComponent(schemas, dialect: Dialect.Draft202012).Accepts(instance));
    }

    [Theory]
    [InlineData("{'kind':'Cat','lives':9,'tricks':[]}", true)]
    [InlineData("{'kind':'Dog','lives':9}", false)]
    [InlineData("{'kind':'Bird'}", false)]
    public void Lets_a_discriminator_choose_the_child(string instance, bool valid)
    {
        var schemas = Family
            .Replace("DISCRIMINATOR", ",'discriminator':{'propertyName':'kind'}", StringComparison.Ordinal)
            .Replace("NAME", "Animal", StringComparison.Ordinal);
        Assert.Equal(valid, CompileComponent(schemas).Accepts(instance));
    }

    [Fact]
    public void Judges_a_family_at_every_level_of_a_value()
    {
        var schema = Compile(
            "{'anyOf':[{'type':'integer'},{'allOf':[{'$ref':'#'},{'type':'array','items':{'$ref':'#'}}]},{'type':'array','items':{'$ref':'#'}}]}"
        );
        Assert.True(schema.Accepts("[1,[2,[3]]]"));
        Assert.False(schema.Accepts("[1,[2,['x']]]"));
    }

    [Theory]
    [InlineData("{'$ref':'#'}")]
    [InlineData("{'allOf':[{'$ref':'#'}]}")]
    [InlineData("{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'allOf':[{'$ref':'#/$defs/a'}]}}}")]
    [InlineData("{'not':{'$ref':'#'}}")]
    public void Refuses_a_circle_without_a_choice(string schema) =>
        Assert.Contains(Problems(schema), problem => problem.Found.StartsWith("a way back to", StringComparison.Ordinal));

    [Theory]
    [InlineData("{'$ref':'#/$defs/a','$defs':{'a':{'allOf':[{'$ref':'#/$defs/b'}]},'b':{'anyOf':[{'type':'null'},{'$ref':'#/$defs/a'}]}}}")]
    [InlineData("{'dependentSchemas':{'a':{'$ref':'#'}}}")]
    [InlineData("{'if':{'$ref':'#'},'then':{'type':'object'}}")]
    public void Ends_with_a_verdict_where_there_is_a_choice_on_the_way(string schema)
    {
        var compiled = Compile(schema);
        foreach (var instance in (string[])["null", "1", "{'a':1}", "[]"])
            Assert.DoesNotContain(compiled.Validate(Json(instance)), violation => violation.Keyword.Length == 0);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("$ref")]
    [InlineData("allOf")]
    public void Compiles_a_chain_of_a_hundred_thousand(string keyword)
    {
        const int Length = 100_000;
        string Link(int n) => keyword == "$ref" ? $"{{'$ref':'#/$defs/d{n + 1}'}}" : $"{{'allOf':[{{'$ref':'#/$defs/d{n + 1}'}}]}}";
        var links = Enumerable.Range(0, Length).Select(n => $"'d{n}':{Link(n)}");
        var schema = Compile($"{{'$ref':'#/$defs/d0','$defs':{{{string.Join(',', links)},'d{Length}':{{'type':'integer'}}}}}}");
        if (keyword == "$ref")
            Assert.True(schema.Accepts("1"));
        Assert.NotEmpty(schema.Validate(Json("'x'")));
    }
}
