using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

public sealed class PatternTests
{
    [Theory]
    [InlineData("^.$", "\U0001F432", true)]
    [InlineData("^..$", "\U0001F432", false)]
    [InlineData("^.{2}$", "\U0001F432a", true)]
    [InlineData("^[^a]$", "\U0001F432", true)]
    [InlineData("^[\U0001F400-\U0001F4FF]+$", "\U0001F432\U0001F433", true)]
    [InlineData("^[\U0001F400-\U0001F4FF]$", "\U0001F600", false)]
    [InlineData("^\\u{1F432}$", "\U0001F432", true)]
    [InlineData("^\\uD83D\\uDC32$", "\U0001F432", true)]
    [InlineData("^\U0001F432{2}$", "\U0001F432\U0001F432", true)]
    [InlineData("^\\p{L}$", "\U0001D49C", true)]
    [InlineData("^\\P{L}$", "\U0001D49C", false)]
    [InlineData("^\\S+$", "a\U0001F432", true)]
    [InlineData("^\\p{General_Category=Uppercase_Letter}$", "A", true)]
    [InlineData("^\\p{Lu}$", "a", false)]
    [InlineData("^[\\p{L}\\d_]+$", "é1_", true)]
    [InlineData("^[^\\s]+$", "a b", false)]
    [InlineData("^[\\w-.]+$", "a-b.c", true)]
    [InlineData("^[a\\-z]$", "-", true)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^[]$", "", false)]
    [InlineData("^[^]$", "x", true)]
    [InlineData("^[[]$", "[", true)]
    [InlineData("^(a)(?<n>b)\\1\\2$", "abab", true)]
    [InlineData("^(?<n>a)\\k<n>$", "aa", true)]
    [InlineData("^(?:(a)|b)\\1$", "b", true)]
    [InlineData("\\bé", "é", false)]
    [InlineData("a\\b", "aé", true)]
    [InlineData("(?<=\\$)\\d+(?!\\d|\\.)", "$42", true)]
    [InlineData("^(?!admin$).*$", "admin", false)]
    [InlineData("^a{2,3}?$", "aaa", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^{$", "{", true)]
    [InlineData("^\\/\\@\\-\\#$", "/@-#", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("^\\x41\\cJ\\0$", "A\n\0", true)]
    [InlineData("^(a|ab)(c|bcd)(d*)$", "abcd", true)]
    [InlineData("^# x$", "# x", true)]
    public void Matches_as_ecma_262_does(string pattern, string text, bool matches)
    {
        var schema = Compile($"{{\"pattern\":{System.Text.Json.JsonSerializer.Serialize(pattern)}}}");
        Assert.Equal(matches, schema.IsValid(System.Text.Json.JsonSerializer.SerializeToElement(text)));
    }

    [Theory]
    [InlineData("a**", "character 3, where \"*\" has nothing before it to repeat")]
    [InlineData("(a", "character 3, where a group is not closed")]
    [InlineData("a)", "character 2, where there is a \")\" without a \"(\" before it")]
    [InlineData("[a", "character 3, where a \"[\" is not closed")]
    [InlineData("[b-a]", "character 5, where a range's ends are in the wrong order")]
    [InlineData("\\Z", "character 2, where \"\\Z\" is no escape of ECMA-262")]
    [InlineData("\\2(a)", "character 3, where a back reference leads to no group")]
    [InlineData("a{3,2}", "character 7, where a quantifier's bounds are in the wrong order")]
    [InlineData("(?i)a", "character 3, where \"(?\" begins no kind of group of ECMA-262")]
    [InlineData(
        "\\p{Nonsense}",
        "character 4, where the Unicode property \"Nonsense\" is not known here; general categories such as \"L\" and \"Letter\" are"
    )]
    [InlineData("a\\", "character 3, where a \"\\\" has nothing after it")]
    [InlineData("^*", "character 3, where a quantifier follows something that cannot be repeated")]
    public void Refuses_what_is_no_expression_and_says_where(string pattern, string place) =>
        Assert.EndsWith(
            $"correct the expression at {place}.",
            Assert.Single(Problems($"{{\"pattern\":{System.Text.Json.JsonSerializer.Serialize(pattern)}}}")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Reads_escapes_in_the_instance_before_matching() =>
        Assert.True(Compile("{'pattern':'^\\\\u0061\\\\n$'}").Accepts("'\\u0061\\n'"));
}
