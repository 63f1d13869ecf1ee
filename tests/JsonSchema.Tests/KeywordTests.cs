using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

/// <summary>What the official suite checks at length, in short, for checkouts without its data.</summary>
public sealed class KeywordTests
{
    private const string Marked =
        "{'anyOf':[{'properties':{'a':{'type':'string'}},'required':['a']},{'properties':{'b':{'type':'string'}},'required':['b']}],'unevaluatedProperties':false}";

    [Theory]
    [InlineData("{'maxLength':2}", "'é\U0001F432'", true)]
    [InlineData("{'maxLength':2}", "'\\ud83d\\udc32\\u00e9a'", false)]
    [InlineData("{'minLength':2}", "'\U0001F432'", false)]
    [InlineData("{'type':'integer'}", "1.0", true)]
    [InlineData("{'type':'integer'}", "1.5e1", true)]
    [InlineData("{'type':'integer'}", "1.55e1", false)]
    [InlineData("{'type':'number'}", "1", true)]
    [InlineData("{'const':{'a':[1.0,'\\u0061']}}", "{'a':[1,'a']}", true)]
    [InlineData("{'const':{'a':1,'b':2}}", "{'b':2,'a':1}", true)]
    [InlineData("{'const':{'a':1,'b':1}}", "{'a':1,'a':1}", false)]
    [InlineData("{'const':false}", "0", false)]
    [InlineData("{'enum':['a',null]}", "'\\u0061'", true)]
    [InlineData("{'properties':{'\\u0061b':false}}", "{'a\\u0062':1}", false)]
    [InlineData("{'required':['a\\u0062']}", "{'\\u0061b':1}", true)]
    [InlineData(Marked, "{'a':'x'}", true)]
    [InlineData(Marked, "{'a':'x','b':'y'}", true)]
    [InlineData(Marked, "{'a':'x','b':3}", false)]
    [InlineData(Marked, "{'a':'x','c':3}", false)]
    [InlineData(
        "{'anyOf':[{'properties':{'c':true},'required':['d']},{'properties':{'a':true}}],'unevaluatedProperties':false}",
        "{'a':1,'c':1}",
        false
    )]
    [InlineData("{'allOf':[{'properties':{'a':true},'unevaluatedProperties':false}],'properties':{'b':true}}", "{'a':1,'b':1}", false)]
    [InlineData(
        "{'if':{'properties':{'a':{'const':1}},'required':['a']},'else':{'properties':{'b':true}},'unevaluatedProperties':false}",
        "{'a':2,'b':1}",
        false
    )]
    [InlineData(
        "{'if':{'properties':{'a':{'const':1}},'required':['a']},'else':{'properties':{'b':true}},'unevaluatedProperties':false}",
        "{'b':1}",
        true
    )]
    [InlineData("{'prefixItems':[true],'contains':{'const':3},'unevaluatedItems':{'type':'null'}}", "[1,3,null]", true)]
    [InlineData("{'prefixItems':[true],'contains':{'const':3},'unevaluatedItems':{'type':'null'}}", "[1,3,4]", false)]
    [InlineData("{'contains':{'type':'null'},'minContains':2,'maxContains':3}", "[null,1,null,null,null]", false)]
    [InlineData("{'contains':{'type':'null'},'minContains':0}", "[1]", true)]
    [InlineData("{'dependencies':{'a':['b'],'c':{'maxProperties':1}}}", "{'c':1,'d':1}", false)]
    [InlineData("{'oneOf':[{'minimum':2},{'maximum':5}]}", "3", false)]
    public void Judges_as_2020_12_says(string schema, string instance, bool valid) =>
        Assert.Equal(valid, Compile(schema).Accepts(instance));
}
