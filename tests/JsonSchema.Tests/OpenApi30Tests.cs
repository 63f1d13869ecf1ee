using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class OpenApi30Tests
{
    private const string Pets = """
        {
          'X': {'oneOf':[{'$ref':'#/components/schemas/Cat'},{'$ref':'#/components/schemas/Dog'}],
                'discriminator':{'propertyName':'kind','mapping':{'kitty':'#/components/schemas/Cat','hound':'Dog'}}},
          'Cat': {'type':'object','required':['kind'],'properties':{'kind':{'type':'string'},'lives':{'type':'integer'}}},
          'Dog': {'type':'object','required':['kind'],'properties':{'kind':{'type':'string'},'tricks':{'type':'array','items':{}}}}
        }
        """;

    [Theory]
    [InlineData("{'X':{'type':'string','nullable':true}}", "null", true)]
    [InlineData("{'X':{'type':'string','nullable':false}}", "null", false)]
    [InlineData("{'X':{'nullable':true,'enum':['a']}}", "null", false)]
    [InlineData("{'X':{'type':'string','nullable':true,'enum':['a',null]}}", "null", true)]
    [InlineData("{'X':{'type':'string','nullable':true,'enum':['a']}}", "null", false)]
    [InlineData("{'X':{'nullable':true}}", "null", true)]
    [InlineData("{'X':{'type':'object','nullable':true,'properties':{'a':{'type':'string'}}}}", "null", true)]
    public void Takes_null_only_where_nullable_stands_beside_type(string components, string instance, bool valid) =>
        Assert.Equal(valid, CompileComponent(components).Accepts(instance));

    [Theory]
    [InlineData("{'X':{'minimum':3,'exclusiveMinimum':true}}", "3", false)]
    [InlineData("{'X':{'minimum':3,'exclusiveMinimum':false}}", "3", true)]
    [InlineData("{'X':{'maximum':3,'exclusiveMaximum':true}}", "2.9999999999999999999999", true)]
    [InlineData("{'X':{'maximum':3,'exclusiveMaximum':true}}", "3.0", false)]
    [InlineData("{'X':{'exclusiveMaximum':true}}", "3", true)]
    public void Reads_exclusive_bounds_as_booleans(string components, string instance, bool valid) =>
        Assert.Equal(valid, CompileComponent(components).Accepts(instance));

    [Fact]
    public void Ignores_what_stands_beside_a_reference() =>
        Assert.True(
            CompileComponent("{'X':{'$ref':'#/components/schemas/Y','maxLength':1,'type':'integer'},'Y':{'type':'string'}}")
                .Accepts("'abc'")
        );

    [Theory]
    [InlineData(
        "{'X':{'const':1,'if':false,'then':false,'patternProperties':{'a':false},'prefixItems':[false],'contains':false,'dependentRequired':{'a':['b']}}}",
        "{'a':1}"
    )]
    [InlineData("{'X':{'$id':'other','$anchor':'a','propertyNames':false,'unevaluatedProperties':false,'minContains':3}}", "{'a':1}")]
    public void Ignores_keywords_that_came_later(string components, string instance) =>
        Assert.True(CompileComponent(components).Accepts(instance));

    [Theory]
    [InlineData(
        "{'type':['string','null']}",
        "type",
        "name one type, since OpenAPI 3.0 has no lists of them; use \"nullable\" or \"oneOf\""
    )]
    [InlineData("{'type':'null'}", "type", "say \"nullable: true\" beside another type, as OpenAPI 3.0 does")]
    [InlineData("{'exclusiveMinimum':5}", "exclusiveMinimum", "put the number into \"minimum\" and say true here, as OpenAPI 3.0 does")]
    [InlineData("{'items':true}", "", "write a schema here or refer to one")]
    [InlineData("{'oneOf':[{}],'discriminator':{}}", "discriminator", "name the property that tells the alternatives apart")]
    public void Refuses_what_3_0_does_not_have_and_says_how_to_write_it(string schema, string keyword, string remedy)
    {
        var problem = Assert.Single(Problems(schema, Dialect.OpenApi30));
        Assert.Equal((keyword, remedy), (problem.Keyword, problem.Remedy));
    }

    [Fact]
    public void Has_boolean_schemas_only_in_additionalProperties()
    {
        Assert.False(CompileComponent("{'X':{'additionalProperties':false}}").Accepts("{'a':1}"));
        Assert.True(CompileComponent("{'X':{'additionalProperties':true}}").Accepts("{'a':1}"));
        Assert.Equal("a schema (an object)", Assert.Single(Problems("{'not':true}", Dialect.OpenApi30)).Expected);
    }

    [Theory]
    [InlineData("{'kind':'kitty','lives':9}", true)]
    [InlineData("{'kind':'Cat','lives':9}", true)]
    [InlineData("{'kind':'hound','tricks':[]}", true)]
    [InlineData("{'kind':'hound','lives':'many'}", true)]
    [InlineData("{'kind':'kitty','lives':'many'}", false)]
    [InlineData("{'kind':'bird'}", false)]
    [InlineData("{'lives':9}", false)]
    [InlineData("3", false)]
    public void Lets_the_discriminator_choose_the_alternative(string instance, bool valid) =>
        Assert.Equal(valid, CompileComponent(Pets).Accepts(instance));

    [Fact]
    public void Reports_only_the_chosen_alternative()
    {
        var violation = CompileComponent(Pets).Single("{'kind':'kitty','lives':'many'}");
        Assert.Equal("/lives: expected an integer, found the string \"many\".", violation.Message);
        Assert.Equal("contract:/doc#/components/schemas/Cat/properties/lives/type", violation.SchemaLocation);
    }

    [Fact]
    public void Lists_the_names_when_the_discriminator_has_another() =>
        Assert.Equal(
            "/kind: expected one of \"kitty\", \"hound\", \"Cat\", \"Dog\", found the string \"bird\".",
            CompileComponent(Pets).Single("{'kind':'bird'}").Message
        );

    [Fact]
    public void Changes_no_verdict_by_a_discriminator_in_2020_12()
    {
        var schema = CompileComponent(Pets, dialect: Dialect.Draft202012);
        Assert.False(schema.Accepts("{'kind':'kitty'}"));
        Assert.Equal("oneOf", schema.Single("{'kind':'kitty'}").Keyword);
        Assert.Equal("/lives", schema.Validate(Json("{'kind':'kitty','lives':'x','tricks':3}"))[0].InstancePointer);
    }

    [Theory]
    [InlineData(Direction.Neither, "{'id':1,'password':'p','name':'n'}", true)]
    [InlineData(Direction.Neither, "{'password':'p','name':'n'}", false)]
    [InlineData(Direction.Request, "{'password':'p','name':'n'}", true)]
    [InlineData(Direction.Request, "{'id':1,'name':'n'}", false)]
    [InlineData(Direction.Request, "{'password':'p','name':'n','id':'x'}", false)]
    [InlineData(Direction.Response, "{'id':1,'name':'n'}", true)]
    [InlineData(Direction.Response, "{'password':'p','name':'n'}", false)]
    [InlineData(Direction.Response, "{'id':1}", false)]
    public void Asks_for_required_properties_only_in_the_message_they_are_for(Direction direction, string instance, bool valid)
    {
        var registry = new SchemaRegistry(Dialect.OpenApi30);
        registry.Add(
            Document,
            Tree(
                """
                {'openapi':'3.0.3','components':{'schemas':{
                  'Id': {'type':'integer','readOnly':true},
                  'X': {'required':['id','password','name'],'properties':{'id':{'$ref':'#/components/schemas/Id'},'password':{'type':'string','writeOnly':true},'name':{}}}}}}
                """
            )
        );
        Assert.Equal(valid, registry.Compile(new Uri("contract:/doc#/components/schemas/X"), direction).Accepts(instance));
    }

    [Fact]
    public void Checks_the_formats_of_OpenApi_when_they_are_asserted()
    {
        var options = new SchemaOptions { AssertFormat = true };
        Assert.False(CompileComponent("{'X':{'type':'integer','format':'int32'}}", options).Accepts("2147483648"));
        Assert.True(CompileComponent("{'X':{'type':'integer','format':'int32'}}", options).Accepts("-2147483648"));
        Assert.False(CompileComponent("{'X':{'type':'integer','format':'int64'}}", options).Accepts("9223372036854775808"));
        Assert.False(CompileComponent("{'X':{'type':'number','format':'float'}}", options).Accepts("1e39"));
        Assert.False(CompileComponent("{'X':{'type':'number','format':'double'}}", options).Accepts("1e400"));
        Assert.False(CompileComponent("{'X':{'type':'string','format':'byte'}}", options).Accepts("'ab=c'"));
        Assert.True(CompileComponent("{'X':{'type':'string','format':'byte'}}", options).Accepts("'YWJjZA=='"));
        Assert.True(CompileComponent("{'X':{'type':'integer','format':'int32'}}").Accepts("2147483648"));
    }
}
