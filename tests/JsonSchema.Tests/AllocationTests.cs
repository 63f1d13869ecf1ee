using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class AllocationTests
{
    private const int Repetitions = 1000;
    private const int Rounds = 20;

    [Theory]
    [InlineData(
        "{'type':'object','required':['refresh_token'],'properties':{'refresh_token':{'type':'string','minLength':1,'maxLength':4096}},'additionalProperties':false}",
        "{'refresh_token':'eyJhbGciOiJSUzI1NiJ9.e30.abc'}"
    )]
    [InlineData(
        "{'properties':{'all':{'type':'boolean'},'n':{'minimum':0.5,'multipleOf':0.01}},'patternProperties':{'^x-':{'maxLength':3}}}",
        "{'all':true,'n':1.25,'x-a':'\\u0061b'}"
    )]
    [InlineData(
        "{'properties':{'id':{'format':'uuid'},'at':{'format':'date-time'},'mail':{'format':'email'},'u':{'format':'uri'}}}",
        "{'id':'2eb8aa08-aa98-11ea-b4aa-73b441d16380','at':'2026-01-02T03:04:05Z','mail':'a@b.example','u':'https://a.example/b'}"
    )]
    [InlineData(
        "{'oneOf':[{'required':['a']},{'required':['b']}],'unevaluatedProperties':false,'anyOf':[{'properties':{'a':true}},true]}",
        "{'a':1}"
    )]
    [InlineData(
        "{'uniqueItems':true,'contains':{'const':{'x':[1]}},'enum':[[1],[{'x':[1.0]},2,3,4,5,6,7,8,9,10]]}",
        "[{'x':[1]},2,3,4,5,6,7,8,9,10]"
    )]
    [InlineData("{'$ref':'https://json-schema.org/draft/2020-12/schema'}", "{'properties':{'a':{'type':'string','minLength':1}}}")]
    public void Allocates_nothing_when_a_small_instance_is_valid(string schema, string instance)
    {
        var compiled = Compile(schema, options: new SchemaOptions { AssertFormat = true });
        var text = Utf8(instance);
        // The first rounds grow the thread's buffers, build automata and run code that is not optimized yet.
        var allocated = Enumerable.Range(0, Rounds).Min(_ => AllocatedIn(compiled, text));
        Assert.Equal(0, allocated);
    }

    private static long AllocatedIn(CompiledSchema schema, byte[] text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var valid = true;
        for (var repetition = 0; repetition < Repetitions; repetition++)
            valid &= schema.IsValid(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(valid);
        return allocated;
    }
}
