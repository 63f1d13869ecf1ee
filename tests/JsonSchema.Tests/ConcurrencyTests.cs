using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public void Compiles_and_validates_on_many_threads_at_once()
    {
        var definitions = Enumerable
            .Range(0, 200)
            .Select(n =>
                $"'d{n}':{{'type':'object','required':['n'],'properties':{{'n':{{'const':{n}}},'next':{{'$ref':'#/$defs/d{(n + 1) % 200}'}},'any':{{'$dynamicRef':'#node'}}}}}}"
            );
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(
            Document,
            Tree($"{{'$dynamicAnchor':'node','type':['object','integer'],'$defs':{{{string.Join(',', definitions)}}}}}")
        );
        Parallel.For(
            0,
            4000,
            turn =>
            {
                var n = turn * 7 % 200;
                var schema = registry.Compile(new Uri($"contract:/doc#/$defs/d{n}"));
                Assert.True(schema.IsValid(Utf8($"{{'n':{n},'next':{{'n':{(n + 1) % 200},'any':5}}}}")));
                Assert.False(schema.IsValid(Utf8($"{{'n':{n},'next':{{'n':{n}}}}}")));
                Assert.False(schema.IsValid(Utf8($"{{'n':{n},'any':'text'}}")));
            }
        );
    }

    [Fact]
    public void Gives_the_same_compiled_schema_when_asked_again()
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(Document, Tree("{'$defs':{'a':{}}}"));
        Assert.Same(registry.Compile(new Uri("contract:/doc#/$defs/a")), registry.Compile(new Uri("contract:/doc#/$defs/a")));
    }
}
