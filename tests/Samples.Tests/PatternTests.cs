using System.Text.Json;
using System.Text.RegularExpressions;

namespace Conformance.Samples.Tests;

public class PatternTests
{
    [Theory]
    [InlineData(@"^\d{6}$", "012345")]
    [InlineData(@"^[0-9a-f]{32}$", "abcdef0123456789abcdef0123456789")]
    [InlineData(@"^[A-Z]{2}\d{2}$", null)]
    [InlineData(@"^\w+$", "abcdef")]
    [InlineData(@"^[a-zA-Z0-9_]+:[a-zA-Z0-9_]+$", null)]
    [InlineData(@"^-?\d{0,13}(?:\.\d{0,6})?$", null)]
    [InlineData(@"^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$", null)]
    [InlineData(@"^(\p{L}|[\d_.-])+$", null)]
    [InlineData(@"^\p{Lu}\p{Ll}+$", null)]
    [InlineData(@"^[^\u200B\n\r]+$", null)]
    [InlineData(@"^[\w.@+-]+$", null)]
    [InlineData(@".*\.(xml|gz)$", null)]
    [InlineData(@"[^ ]+( +[^ ]+)*", null)]
    [InlineData(@"[a-z0-9-]+([.][a-z0-9-]+)*", null)]
    [InlineData(@"^custom:[a-zA-Z0-9_-]+$", null)]
    [InlineData(@"^M|D$", null)]
    [InlineData(@"^(?:\+?1[-. ]?)?\(?([0-9]{3})\)?[-. ]?([0-9]{3})[-. ]?([0-9]{4})$", null)]
    [InlineData(@"^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?=.*[^\w\s]).{8,20}$", null)]
    [InlineData(@"^(?!foo)[a-z]+$", null)]
    [InlineData(@"^(?<quote>['""]).*\k<quote>$", null)]
    [InlineData(@"^(a|b)\1$", null)]
    [InlineData(@"^\$\{[a-z]+\}$", null)]
    [InlineData(@"^\u0041\x42\t$", null)]
    [InlineData(@"^[^a-zA-Z0-9]$", null)]
    [InlineData(@"^[\]\-\\]{3}$", null)]
    [InlineData(@"^\S+@\S+\.\S+$", null)]
    [InlineData(@"^(\d{1,3}\.){3}\d{1,3}$", null)]
    [InlineData(@"^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$", null)]
    [InlineData(@"^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)))?$", null)]
    [InlineData(@"^[a-z]{3,5}?$", null)]
    [InlineData(@"^$", "")]
    [InlineData(@"\bword\b", null)]
    [InlineData(@"^[\u4e00-\u9fff]{2}$", null)]
    [InlineData(@"^\u{1F600}?x$", null)]
    [InlineData(@"^x{,3}$", null)]
    [InlineData(@"^a{b}$", null)]
    [InlineData(@"^(([a-z])+.)+[A-Z]([a-z])+$", null)]
    public void Writes_a_text_that_matches(string pattern, string? expected)
    {
        var text = JsonSerializer.Deserialize<string>(
            Sampling.Of($$"""{"type":"string","pattern":{{JsonSerializer.Serialize(pattern)}}}""")
        )!;
        if (expected is not null)
            Assert.Equal(expected, text);
    }

    [Fact]
    public void Writes_different_texts_when_they_must_be() =>
        Assert.Equal(
            5,
            JsonSerializer
                .Deserialize<string[]>(
                    Sampling.Of("""{"type":"array","minItems":5,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z]{3}\\d$"}}""")
                )!
                .Count(text => Regex.IsMatch(text, "^[a-z]{3}[0-9]$", RegexOptions.None, TimeSpan.FromSeconds(1)))
        );

    [Fact]
    public void Gives_up_on_a_pattern_that_nothing_matches() =>
        Assert.Contains(
            "/components/schemas/Root",
            Sampling.Refusal(
                """
                "Root":{"type":"string","pattern":"^(?=a)b$"}
                """
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void Leaves_out_an_optional_property_whose_pattern_nothing_matches() =>
        Assert.Equal("""{"b":1}""", Sampling.Of("""{"properties":{"a":{"type":"string","pattern":"^(?=a)b$"},"b":{"type":"integer"}}}"""));
}
