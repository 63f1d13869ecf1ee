using System.Text.Json;
using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class RegistryTests
{
    [Theory]
    [InlineData("#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema")]
    [InlineData("#/components/schemas/a%20b")]
    [InlineData("#/components/schemas/caf%C3%A9")]
    public void Finds_schemas_anywhere_in_an_openapi_document(string fragment)
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(
            Document,
            Tree(
                """
                {'openapi':'3.1.0','paths':{'/a/{id}':{'get':{'responses':{'200':{'content':{'application/json':{'schema':{'$ref':'#/components/schemas/caf%C3%A9'}}}}}}}},
                 'components':{'schemas':{'a b':{'type':'string'},'café':{'$ref':'#/components/schemas/a%20b'}}}}
                """
            )
        );
        var schema = registry.Compile(new Uri("contract:/doc" + fragment));
        Assert.True(schema.Accepts("'x'"));
        Assert.Equal("contract:/doc#/components/schemas/a%20b/type", schema.Single("1").SchemaLocation);
    }

    [Fact]
    public void Takes_identifiers_only_where_schemas_are()
    {
        const string Text = """
            {'openapi':'3.1.0','paths':{'/a':{'get':{'responses':{'200':{'content':{'application/json':{
                'schema':{'$ref':'https://x.test/real'},
                'example':{'$id':'https://x.test/real','type':'null'},
                'examples':{'e':{'value':{'schema':{'$id':'https://x.test/real','type':'null'}}}}}}}}}}},
             'components':{'schemas':{'Real':{'examples':[{'$id':'https://x.test/real'}],'$id':'https://x.test/real','type':'integer','const':3},
                                      'Fake':{'default':{'$id':'https://x.test/fake'},'enum':[{'$id':'https://x.test/fake'}]}}}}
            """;
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(Document, Tree(Text));
        var schema = registry.Compile(new Uri("contract:/doc#/paths/~1a/get/responses/200/content/application~1json/schema"));
        Assert.True(schema.Accepts("3"));
        Assert.False(schema.Accepts("null"));
        Assert.Throws<SchemaException>(() => registry.Compile(new Uri("https://x.test/fake")));
    }

    [Fact]
    public void Resolves_references_between_documents_and_anchors()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(
            new Uri("https://x.test/a/main.json"),
            Tree("{'properties':{'p':{'$ref':'../b/other.json#name'},'q':{'$ref':'https://x.test/inner'}}}")
        );
        registry.Add(
            new Uri("https://x.test/b/other.json"),
            Tree("{'$defs':{'d':{'$anchor':'name','type':'string'},'e':{'$id':'/inner','type':'null'}}}")
        );
        var schema = registry.Compile(new Uri("https://x.test/a/main.json"));
        Assert.True(schema.Accepts("{'p':'s','q':null}"));
        Assert.False(schema.Accepts("{'p':1}"));
        Assert.False(schema.Accepts("{'q':1}"));
    }

    [Fact]
    public void Knows_the_metaschemas_and_accepts_them_by_themselves()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012, new SchemaOptions { AssertFormat = true });
        var metaschema = registry.Compile(new Uri("https://json-schema.org/draft/2020-12/schema"));
        Assert.True(metaschema.Accepts("{'type':['string','null'],'properties':{'a':{'minLength':0}},'$defs':{'b':true}}"));
        Assert.False(metaschema.Accepts("{'properties':{'a':{'minLength':-1}}}"));
        Assert.Equal("/properties/a/minLength", metaschema.Validate(Json("{'properties':{'a':{'minLength':-1}}}"))[0].InstancePointer);
    }

    [Fact]
    public void Compiles_nothing_that_is_not_asked_for()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(Document, Tree("{'openapi':'3.1.0','components':{'schemas':{'Good':{'type':'string'},'Bad':{'type':'strnig'}}}}"));
        Assert.True(registry.Compile(new Uri("contract:/doc#/components/schemas/Good")).Accepts("'x'"));
        Assert.Throws<SchemaException>(() => registry.Compile(new Uri("contract:/doc#/components/schemas/Bad")));
    }

    [Fact]
    public void Does_not_keep_what_a_failed_compilation_has_reached()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(Document, Tree("{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'items':{'$ref':'https://x.test/later'}}}}"));
        Assert.Throws<SchemaException>(() => registry.Compile(new Uri("contract:/doc#/$defs/a")));
        registry.Add(new Uri("https://x.test/later"), Tree("{'type':'null'}"));
        Assert.False(registry.Compile(new Uri("contract:/doc#/$defs/a")).Accepts("[1]"));
    }

    [Fact]
    public void Refuses_a_relative_uri_and_one_that_is_taken()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(Document, Tree("true"));
        Assert.Contains(
            "already registered",
            Assert.Throws<ArgumentException>(() => registry.Add(Document, Tree("true"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is relative",
            Assert.Throws<ArgumentException>(() => registry.Add(new Uri("a", UriKind.Relative), Tree("true"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reads_elements_that_were_parsed_with_comments_and_trailing_commas()
    {
        using var document = JsonDocument.Parse(
            "[ 1, /* two ] */ 2, // three\n ]",
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );
        Assert.True(Compile("{'minItems':2,'maxItems':2,'items':{'type':'integer'}}").IsValid(document.RootElement));
        Assert.Empty(Compile("{'maxItems':2}").Validate(document.RootElement));
    }
}
