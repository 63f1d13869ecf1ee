using Conformance.Documents.Paths;

namespace Conformance.Documents.Tests.Paths;

public sealed class JsonPathSyntaxTests
{
    [Fact]
    public void Half_a_surrogate_pair_at_the_end_is_an_error_like_any_other()
    {
        Assert.False(JsonPath.TryParse("$" + '\ud800', out _, out var error));
        Assert.Equal(2, error.Column);
    }

    [Theory]
    [InlineData("", 1, "\"$\"")]
    [InlineData(" $", 1, "\"$\"")]
    [InlineData("$ ", 2, "the end")]
    [InlineData("paths", 1, "\"$\"")]
    [InlineData("$.", 3, "a name")]
    [InlineData("$. a", 3, "a name")]
    [InlineData("$..", 4, "a name")]
    [InlineData("$.1a", 3, "a name")]
    [InlineData("$.a-b", 4, "the end")]
    [InlineData("$[", 3, "a quoted name")]
    [InlineData("$[]", 3, "a quoted name")]
    [InlineData("$[a]", 3, "a quoted name")]
    [InlineData("$['a'", 6, "\"]\"")]
    [InlineData("$['a", 3, "never closed")]
    [InlineData("$['\\x']", 5, "after the backslash")]
    [InlineData("$[\"\\'\"]", 5, "after the backslash")]
    [InlineData("$['\\ud800']", 4, "both halves")]
    [InlineData("$['\\u12']", 5, "four hexadecimal")]
    [InlineData("$[01]", 3, "leading zero")]
    [InlineData("$[-0]", 3, "no sign")]
    [InlineData("$[-]", 4, "a digit")]
    [InlineData("$[9007199254740992]", 3, "between")]
    [InlineData("$[-9007199254740992]", 3, "between")]
    [InlineData("$.paths[-9223372036854775808]", 9, "between")]
    [InlineData("$[9223372036854775808]", 3, "between")]
    [InlineData("$[-9223372036854775808:]", 3, "between")]
    [InlineData("$[:-9223372036854775808]", 4, "between")]
    [InlineData("$[::-9223372036854775808]", 5, "between")]
    [InlineData("$[?@[-9223372036854775808]]", 6, "between")]
    [InlineData("$[1:2:3:4]", 8, "\"]\"")]
    [InlineData("$[?]", 4, "a query")]
    [InlineData("$[?true]", 8, "a comparison")]
    [InlineData("$[?@.a=1]", 7, "\"]\"")]
    [InlineData("$[?@.a==]", 9, "a literal")]
    [InlineData("$[?@.a & @.b]", 8, "\"]\"")]
    [InlineData("$[?(@.a]", 8, "\")\"")]
    [InlineData("$[?@.*==1]", 4, "several nodes")]
    [InlineData("$[?@..a==1]", 4, "several nodes")]
    [InlineData("$[?!@.a==1]", 5, "parentheses")]
    [InlineData("$[?length(@.*)<3]", 11, "no single value")]
    [InlineData("$[?count(1)==1]", 10, "a query")]
    [InlineData("$[?count(@.*)]", 14, "a comparison")]
    [InlineData("$[?value(@..color)]", 19, "a comparison")]
    [InlineData("$[?match(@.a,'b')==true]", 4, "true or false")]
    [InlineData("$[?match(@.a)]", 13, "\",\"")]
    [InlineData("$[?match(@.a,'b','c')]", 17, "\")\"")]
    [InlineData("$[?lenght(@)==1]", 4, "\"length\"")]
    [InlineData("$[?length (@)==1]", 4, "a query")]
    [InlineData("$[?@.a == 1.]", 13, "a digit")]
    [InlineData("$[?@.a == 01]", 11, "leading zero")]
    [InlineData("$[?@.a == Null]", 11, "a literal")]
    [InlineData("$.a]", 4, "the end")]
    public void Refuses_what_is_no_query_with_its_column(string query, int column, string expected)
    {
        Assert.False(JsonPath.TryParse(query, out var path, out var error));
        Assert.Null(path);
        Assert.Equal(column, error.Column);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_filter_that_nests_without_end()
    {
        Assert.False(JsonPath.TryParse($"$[?{new string('(', 100_000)}", out _, out var parentheses));
        Assert.Contains("nested", parentheses.Message, StringComparison.Ordinal);
        Assert.False(JsonPath.TryParse(string.Concat(Enumerable.Repeat("$[?@[?", 100_000)), out _, out var filters));
        Assert.NotEmpty(filters.Message);
        Assert.False(JsonPath.TryParse($"$[?{string.Concat(Enumerable.Repeat("length(", 100_000))}", out _, out var functions));
        Assert.Contains("nested", functions.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_up_no_time_to_a_pattern_that_would_backtrack()
    {
        var text = Reading.Sound($"- {new string('a', 50_000)}b");
        Assert.Empty(JsonPath.Parse("$[?match(@, '(a*)*c')]").Select(text));
    }

    [Theory]
    [InlineData("$.paths['/logut'].post", "$.paths", "['/logut']", "/logout")]
    [InlineData("$.pahts['/logout']", "$", ".pahts", "paths")]
    [InlineData("$.paths[?@.delete]", "$.paths", "[?@.delete]", null)]
    public void Explains_which_segment_does_not_match(string query, string prefix, string segment, string? near)
    {
        var document = Reading.Sound("{ paths: { /login: {}, /logout: { post: {} } } }");
        Assert.Equal(new NoMatch(prefix, segment, near), JsonPath.Parse(query).ExplainNoMatch(document));
        Assert.Null(JsonPath.Parse("$.paths.*.post").ExplainNoMatch(document));
    }

    [Fact]
    public void Throws_a_format_exception_when_asked_to_parse_without_a_way_to_report() =>
        Assert.Contains("column 3", Assert.Throws<FormatException>(() => JsonPath.Parse("$.")).Message, StringComparison.Ordinal);
}
