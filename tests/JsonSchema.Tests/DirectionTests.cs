using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

/// <summary><c>readOnly</c> and <c>writeOnly</c> in the direction that instances travel.</summary>
public sealed class DirectionTests
{
    private const string User = """
        {'X':{'type':'object','required':['id','password','name'],
              'properties':{'id':{'type':'integer','readOnly':true},'password':{'$ref':'#/components/schemas/Secret'},'name':{}}},
         'Secret':{'type':'string','writeOnly':true}}
        """;

    [Theory]
    [InlineData(Direction.Neither, "{'id':1,'password':'p','name':1}", true)]
    [InlineData(Direction.Neither, "{'id':1,'name':1}", false)]
    [InlineData(Direction.Request, "{'password':'p','name':1}", true)]
    [InlineData(Direction.Request, "{'password':'p'}", false)]
    [InlineData(Direction.Request, "{'id':1,'password':'p','name':1}", true)]
    [InlineData(Direction.Response, "{'id':1,'name':1}", true)]
    [InlineData(Direction.Response, "{'id':1,'name':1,'password':'p'}", false)]
    public void Counts_in_every_dialect(Direction direction, string instance, bool valid)
    {
        foreach (var dialect in Enum.GetValues<Dialect>())
            Assert.Equal(valid, CompileIn(direction, User, dialect).Accepts(instance));
    }

    [Fact]
    public void Says_that_a_property_has_no_place_in_a_response()
    {
        var violation = CompileIn(Direction.Response, User).Single("{'id':1,'name':1,'password':'p'}");
        Assert.Equal("writeOnly", violation.Keyword);
        Assert.Equal(
            "/password: expected no such property in a response, because it is writeOnly, found the string \"p\".",
            violation.Message
        );
    }

    [Theory]
    [InlineData("{'allOf':[{'$ref':'#/components/schemas/U'},{'required':['id']}]}", "{}", true)]
    [InlineData("{'allOf':[{'required':['id','n']},{'properties':{'id':{'readOnly':true},'n':{}}}]}", "{}", false)]
    [InlineData("{'properties':{'id':{'allOf':[{'readOnly':true}]}},'required':['id']}", "{}", true)]
    [InlineData("{'oneOf':[{'required':['id']},{'required':['n']}],'properties':{'id':{'readOnly':true}}}", "{}", false)]
    [InlineData("{'required':['id'],'anyOf':[{'$ref':'#/components/schemas/U'}]}", "{}", true)]
    public void Looks_for_the_mark_where_the_property_is_described(string schema, string instance, bool valid) =>
        Assert.Equal(
            valid,
            CompileIn(Direction.Request, $"{{'X':{schema},'U':{{'properties':{{'id':{{'readOnly':true}}}}}}}}").Accepts(instance)
        );

    [Fact]
    public void Keeps_the_schemas_of_dynamic_anchors_apart_by_direction()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(
            Document,
            Tree(
                """
                {'$dynamicAnchor':'node','type':'object','required':['id','secret'],
                 'properties':{'id':{'readOnly':true},'secret':{'writeOnly':true},'next':{'$dynamicRef':'#node'}}}
                """
            )
        );
        var request = registry.Compile(Document, Direction.Request);
        var response = registry.Compile(Document, Direction.Response);
        Assert.True(request.Accepts("{'secret':1,'next':{'secret':1}}"));
        Assert.False(request.Accepts("{'secret':1,'next':{'id':1}}"));
        Assert.True(response.Accepts("{'id':1,'next':{'id':1}}"));
        Assert.False(response.Accepts("{'id':1,'next':{'secret':1}}"));
    }

    [Fact]
    public void Tells_where_in_the_file_a_keyword_stands()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(Document, Tree("{\n  'properties': {\n    'a': {'type': 'integer'}\n  }\n}"));
        var violation = registry.Compile(Document).Single("{'a':'x'}");
        Assert.Equal("schema.json:3:19", violation.SchemaAt.ToString());
    }

    private static CompiledSchema CompileIn(Direction direction, string components, Dialect dialect = Dialect.Draft202012)
    {
        var registry = new SchemaRegistry(dialect);
        registry.Add(Document, Tree($"{{'openapi':'3.1.0','components':{{'schemas':{components}}}}}"));
        return registry.Compile(new Uri("contract:/doc#/components/schemas/X"), direction);
    }
}
