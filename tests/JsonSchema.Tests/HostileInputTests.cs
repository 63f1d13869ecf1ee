using System.Diagnostics;
using System.Globalization;
using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

/// <summary>
/// Instances and schemas made to cost much. The time limits are a hundred times what is needed; unbounded code takes far longer.
/// </summary>
public sealed class HostileInputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Refuses_an_instance_that_nests_too_deeply()
    {
        var schema = Compile("true", options: new SchemaOptions { MaxDepth = 50 });
        Assert.True(schema.Accepts(Nested(50)));
        Assert.False(schema.Accepts(Nested(51)));
        Assert.Equal("The body: expected at most 50 objects and arrays within one another, found more.", schema.Single(Nested(51)).Message);
        Assert.False(schema.IsValid(Utf8(new string('[', 10_000_000))));
    }

    [Fact]
    public void Follows_a_recursive_schema_as_deep_as_the_instance_may_be()
    {
        var schema = Compile("{'items':{'allOf':[{'anyOf':[{'$ref':'#'}]}]}}", options: new SchemaOptions { MaxDepth = 300 });
        Assert.True(schema.Accepts(Nested(300)));
    }

    [Fact]
    public void Explains_a_violation_deep_in_a_recursive_schema_on_a_small_stack()
    {
        var schema = Compile(
            "{'type':'array','items':{'allOf':[{'anyOf':[{'$ref':'#'}]}]}}",
            options: new SchemaOptions { MaxDepth = 300 }
        );
        var instance = Nested(300).Replace("[]", "[1]", StringComparison.Ordinal);
        var pointer = string.Empty;
        var thread = new Thread(() => pointer = schema.Validate(Json(instance))[^1].InstancePointer, maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Equal(string.Concat(Enumerable.Repeat("/0", 300)), pointer);
    }

    [Fact]
    public void Finds_twins_in_a_large_array_in_linear_time()
    {
        var schema = Compile("{'uniqueItems':true}");
        var items = string.Join(',', Enumerable.Range(0, 200_000));
        WithinPatience(() =>
        {
            Assert.True(schema.IsValid(Utf8($"[{items}]")));
            Assert.False(schema.IsValid(Utf8($"[{items},1e0]")));
            Assert.False(schema.IsValid(Utf8($"[{string.Join(',', Enumerable.Range(0, 100_000).Select(n => $"'a{n}'"))},'\\u00617']")));
        });
    }

    [Fact]
    public void Compares_large_objects_with_members_in_another_order_in_linear_time()
    {
        var members = Enumerable.Range(0, 100_000).Select(n => $"'k{n}':{n}").ToList();
        var forward = $"{{{string.Join(',', members)}}}";
        members.Reverse();
        WithinPatience(() => Assert.False(Compile("{'uniqueItems':true}").IsValid(Utf8($"[{forward},{{{string.Join(',', members)}}}]"))));
    }

    [Fact]
    public void Gives_up_a_pattern_that_takes_too_long_whatever_the_schema_around_it_says()
    {
        var options = new SchemaOptions { PatternSteps = 100_000 };
        var instance = $"'{new string('a', 5000)}!'";
        WithinPatience(() =>
        {
            // The look-ahead keeps the expression from the engine that runs in linear time.
            foreach (var schema in new[] { "{'pattern':'^(?=a)(a|aa)+$'}", "{'not':{'pattern':'^(?=a)(a|aa)+$'}}" })
            {
                Assert.False(Compile(schema, options: options).IsValid(Utf8(instance)));
                Assert.Contains("takes more", Compile(schema, options: options).Single(instance).Message, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Runs_nested_quantifiers_in_linear_time() =>
        WithinPatience(() => Assert.Equal("pattern", Compile("{'pattern':'^(a+)+$'}").Single($"'{new string('a', 50_000)}!'").Keyword));

    [Theory]
    [InlineData("1e1000000000", "3", false)]
    [InlineData("3e1000000000", "3", true)]
    [InlineData("1e-1000000000", "3", false)]
    [InlineData("99999999999999999999999999999999999999999999", "11111111111111111111111111111111111111111111", true)]
    [InlineData("99999999999999999999999999999999999999999998", "11111111111111111111111111111111111111111111", false)]
    public void Divides_numbers_of_any_size(string number, string divisor, bool valid) =>
        WithinPatience(() => Assert.Equal(valid, Compile($"{{'multipleOf':{divisor}}}").Accepts(number)));

    [Theory]
    [InlineData("1e99999999999999999999", false)]
    [InlineData("1e-99999999999999999999", true)]
    [InlineData("-1e99999999999999999999", true)]
    public void Compares_numbers_with_huge_exponents(string number, bool valid) =>
        Assert.Equal(valid, Compile("{'maximum':1e300}").Accepts(number));

    [Fact]
    public void Gives_up_a_schema_that_doubles_its_work_at_each_level()
    {
        var schema = Compile(
            "{'$ref':'#/$defs/a','$defs':{'a':{'items':{'anyOf':[{'allOf':[{'$ref':'#/$defs/a'},false]},{'$ref':'#/$defs/a'}]}}}}"
        );
        WithinPatience(() =>
        {
            Assert.True(schema.Accepts(Nested(10)));
            Assert.Contains("bounded amount of work", schema.Single(Nested(100)).Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Gives_up_dynamic_references_that_lead_in_circles()
    {
        var schema = Compile("{'$dynamicAnchor':'a','anyOf':[{'$dynamicRef':'#a'}]}");
        Assert.False(schema.IsValid("1"u8));
        Assert.Contains("in circles", schema.Single("1").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_for_more_than_64_required_names()
    {
        var names = Enumerable.Range(0, 100).Select(n => $"'k{n}'").ToList();
        var schema = Compile($"{{'required':[{string.Join(',', names)}]}}");
        Assert.True(schema.Accepts($"{{{string.Join(',', names.Select(name => name + ":1"))}}}"));
        Assert.False(schema.Accepts($"{{{string.Join(',', names.SkipLast(1).Select(name => name + ":1"))},'k0':1}}"));
        Assert.Equal("k99", schema.Single($"{{{string.Join(',', names.SkipLast(1).Select(name => name + ":1"))}}}").Property);
    }

    [Fact]
    public void Compiles_a_long_chain_of_references()
    {
        var links = Enumerable
            .Range(0, 20_000)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"'d{n}':{{'properties':{{'x':{{'$ref':'#/$defs/d{n + 1}'}}}}}}"));
        var schema = Compile($"{{'$ref':'#/$defs/d0','$defs':{{{string.Join(',', links)},'d20000':{{'type':'null'}}}}}}");
        Assert.True(schema.Accepts("{'x':{'x':{}}}"));
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static void WithinPatience(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        Assert.True(clock.Elapsed < Patience, $"it took {clock.Elapsed}");
    }
}
