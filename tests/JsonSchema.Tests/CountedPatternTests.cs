using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using static Conformance.JsonSchema.Tests.Schemas;

namespace Conformance.JsonSchema.Tests;

/// <summary>Look-around, back references and word boundaries, whose steps are counted: the same matches as .NET's own engine, and no clock.</summary>
public sealed class CountedPatternTests
{
    [Theory]
    [InlineData(@"^(?=.*[A-Z])(?=.*\d).{8,}$", "Abcdefg1", true)]
    [InlineData(@"^(?=.*[A-Z])(?=.*\d).{8,}$", "abcdefg1", false)]
    [InlineData(@"^(?!.*secret).*$", "a secret", false)]
    [InlineData(@"^(?!.*secret).*$", "no such thing", true)]
    [InlineData(@"(?<=\$)\d+", "costs $42", true)]
    [InlineData(@"(?<=\$)\d+", "costs 42", false)]
    [InlineData(@"(?<!\$)\b\d+", "costs $42", false)]
    [InlineData(@"(?<=(a|ab)c)d", "abcd", true)]
    [InlineData(@"^(a+)-\1$", "aaa-aaa", true)]
    [InlineData(@"^(a+)-\1$", "aaa-aa", false)]
    [InlineData(@"^(?:(a)|b)*\1$", "ab", true)]
    [InlineData(@"^(a*)*\1$", "aaaa", true)]
    [InlineData(@"\bcat\b", "a cat sat", true)]
    [InlineData(@"\bcat\b", "concatenate", false)]
    [InlineData(@"\Bcat\B", "concatenate", true)]
    [InlineData(@"^(?=(a+?))\1b", "aab", false)]
    [InlineData(@"^(?=a{2,3}b)a+b$", "aaab", true)]
    [InlineData(@"^(?=a{2,3}b)a+b$", "aaaab", false)]
    [InlineData(@"^(?=\p{L}+$).*$", "héllo", true)]
    [InlineData(@"^(?=[^x]{3}$).*", "😀😀😀", true)]
    [InlineData(@"^(?=.{2,}?$)(?:x|xy)+$", "xxyx", true)]
    [InlineData(@"^(?!a)(?!b)[a-c]$", "c", true)]
    public void Matches_what_the_expression_says(string pattern, string text, bool expected) =>
        Assert.Equal(expected, IsValid(pattern, text));

    // Made of few letters, so that many match.
    [Fact]
    public void Agrees_with_the_engine_of_NET()
    {
        var random = new Random(4711);
        for (var i = 0; i < 3000; i++)
        {
            var pattern = "(?=.)" + Expression(random, 3) + (random.Next(2) == 0 ? "$" : "");
            var text = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => "abc"[random.Next(3)]));
            Assert.True(
                IsValid(pattern, text) == Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromMinutes(1)),
                $"{pattern} on \"{text}\""
            );
        }
    }

    private static string Expression(Random random, int depth) =>
        (depth == 0 ? random.Next(3) : random.Next(9)) switch
        {
            0 => "abc"[random.Next(3)].ToString(),
            1 => "[ab]",
            2 => ".",
            3 => Expression(random, depth - 1) + Expression(random, depth - 1),
            4 => $"(?:{Expression(random, depth - 1)}|{Expression(random, depth - 1)})",
            5 => $"(?:{Expression(random, depth - 1)}){new[] { "*", "+", "?", "{2}", "{1,2}", "*?", "+?", "??" }[random.Next(8)]}",
            6 => $"(?={Expression(random, depth - 1)})",
            7 => $"(?!{Expression(random, depth - 1)})",
            _ => $"(?<={Expression(random, depth - 1)})",
        };

    private static bool IsValid(string pattern, string text) =>
        Compile($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}""").IsValid(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text)));
}
