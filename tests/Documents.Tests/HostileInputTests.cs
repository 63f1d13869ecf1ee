using System.Diagnostics;
using System.Text;

namespace Conformance.Documents.Tests;

public sealed class HostileInputTests(ITestOutputHelper output)
{
    [Fact]
    public void Refuses_a_bomb_of_aliases_quickly()
    {
        var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var i = 1; i < 30; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Assert.Equal("6:20 yaml-alias-bomb", Assert.Single(Reading.PlacesOf(text.ToString())));
    }

    [Fact]
    public void Refuses_a_bomb_of_merge_keys() =>
        Assert.Contains(
            "yaml-alias-bomb",
            Reading.PlacesOf(
                $"a: &a {{k: [{string.Join(',', Enumerable.Repeat("1", 1000))}]}}\nb:\n"
                    + string.Concat(Enumerable.Repeat("- <<: *a\n", 1000))
            )[0],
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("[", "a.json", "1:258")]
    [InlineData("[", "a.yaml", "1:258")]
    [InlineData("{\"a\":", "a.json", "1:1286")]
    [InlineData("- ", "a.yaml", "1:515")]
    public void Refuses_a_document_that_is_nested_too_deep(string opening, string name, string place)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Equal([$"{place} document-too-deep"], Reading.PlacesOf(text, name));
    }

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.yaml")]
    public void Reads_a_document_of_the_greatest_depth(string name)
    {
        var text = new string('[', 257) + new string(']', 257);
        Assert.Equal(text, Reading.Sound((name == "a.yaml" ? "--- " : "") + text, name).ToString());
    }

    [Theory]
    [InlineData("[1, 2, 3, 4, 5]", "a.json", "1:14 document-too-large")]
    [InlineData("- 1\n- 2\n- 3\n- 4\n- 5\n", "a.yaml", "5:3 document-too-large")]
    [InlineData("[1, \"23456789 123456789 123456789\"]", "a.json", "1:1 file-too-large")]
    public void Keeps_the_limits_that_a_caller_sets(string text, string name, string expected)
    {
        var problems = new Problems();
        Assert.Null(DocumentReader.Read(name, Encoding.UTF8.GetBytes(text), problems, new ReadLimits(MaxBytes: 30, MaxNodes: 5)));
        var problem = Assert.Single(problems);
        Assert.Equal(expected, $"{problem.At.Line}:{problem.At.Column} {problem.Rule}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_five_megabytes_on_a_single_line(bool asYaml)
    {
        var text =
            "["
            + string.Join(
                ',',
                Enumerable.Range(0, 70_000).Select(i => $"{{\"operationId\":\"operation{i}\",\"tags\":[\"a\",\"b\"],\"deprecated\":false}}")
            )
            + "]";
        if (asYaml)
            text = "--- " + text;
        Assert.InRange(text.Length, 4_500_000, 5_500_000);
        var start = Stopwatch.GetTimestamp();
        var root = Reading.Sound(text, asYaml ? "a.yaml" : "a.json");
        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms for {text.Length:N0} bytes");
        Assert.Equal(70_000, root.Items.Count);
        Assert.Equal(new Location(root.At.File, 1, text.LastIndexOf("{\"op", StringComparison.Ordinal) + 1), root[69_999]!.At);
    }
}
