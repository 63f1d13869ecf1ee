using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>Files that somebody is in the middle of writing, by the thousand.</summary>
public sealed class BrokenFileTests
{
    private const string Whole = """
        # language: en
        @a @b
        Feature: f
          Free <text>.
          Background:
            Given a step
          @c
          Rule: r
            Background: again
              * a step
            @d
            Scenario Outline: o <x>
              When a step
                | <x> | b\|c |
              And text
                '''json
                { "a": <x> }
                '''
              @e
              Examples: some
                | x | y |
                | 1 | 2 |
            Scenario: s
              Then a step
        """;

    private static readonly StepBindings Bindings = StepBindings.From(typeof(Steps));
    private static readonly string Text = Whole.Replace("'''", "\"\"\"", StringComparison.Ordinal);

    [Fact]
    public void Never_throws_and_tells_a_place_in_the_file_wherever_it_breaks_off() =>
        Assert.All(Enumerable.Range(0, Text.Length), length => Check(Text[..length]));

    [Fact]
    public void Never_throws_whichever_line_is_missing_or_stands_elsewhere()
    {
        var lines = Text.Split('\n');
        for (var from = 0; from < lines.Length; from++)
        {
            List<string> without = [.. lines];
            without.RemoveAt(from);
            Check(string.Join('\n', without));
            for (var to = 0; to <= without.Count; to++)
                Check(string.Join('\n', [.. without[..to], lines[from], .. without[to..]]));
        }
    }

    [Fact]
    public void Never_throws_whatever_sign_is_lost_or_comes_in() =>
        Assert.All(
            Enumerable.Range(0, Text.Length),
            at =>
            {
                Check(Text.Remove(at, 1));
                foreach (var sign in "|@:\"")
                    Check(Text.Insert(at, sign.ToString()));
            }
        );

    private static void Check(string text)
    {
        var set = FeatureSet.Load([new FeatureFile("a.feature", text)], Bindings, t => t == "a" ? null : "Odd.");
        var lines = text.Split('\n').Length;
        foreach (var problem in set.Problems)
        {
            Assert.InRange(problem.Line, 1, lines + 1);
            Assert.InRange(problem.Column, 1, problem.SourceLine.Length + 1);
            Assert.NotEmpty(problem.Message);
            Assert.StartsWith("a.feature:", problem.Render(), StringComparison.Ordinal);
        }
    }

    [Binding]
    private sealed class Steps
    {
        [StepDefinition("a step")]
        public static void Step() { }

        [StepDefinition("text")]
        public static void Text(string text) => Assert.NotNull(text);
    }
}
