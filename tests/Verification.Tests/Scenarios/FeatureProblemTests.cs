using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>The mistakes of feature files, each with its place and how to mend it.</summary>
public sealed class FeatureProblemTests
{
    [Fact]
    public void Tells_all_syntax_errors_of_a_file()
    {
        var set = Loaded.Set(
            """
            Feature: f
              Scenario: s
                Given a thing
                Gven another
                And a thing
                whatever
            """,
            typeof(Steps)
        );
        Assert.Equal(["4:5", "6:5"], set.Problems.Where(p => p.Rule == ProblemRules.Syntax).Select(p => $"{p.Line}:{p.Column}"));
        Assert.StartsWith(
            "a.feature:4:5: found \"Gven another\" where the end of the file, ",
            set.Problems[0].ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("a step", set.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal("Did you mean \"Given\"?", set.Problems[0].Mend);
        Assert.Equal("Begin a step with Given, When, Then, And or But, or a comment with #.", set.Problems[1].Mend);
        Assert.Empty(set.Scenarios);
    }

    [Fact]
    public void Tells_what_else_is_wrong_in_a_file_with_syntax_errors_but_no_consequences_of_them()
    {
        var set = Loaded.Set(
            """
            Feature: f
              @bad
              Scenario: s
                Given a thing
                Whn the client waits 3 seconds and says "x"
                And the client waits 3 seconds and says "x"
                Given unheard of
                Given table
                  | a | b |
                  | c |
              Scenario: t
                nothing but this
            """,
            tag => tag == "bad" ? "bad." : null,
            typeof(Steps)
        );
        Assert.Equal(["2 tag", "5 syntax", "7 undefined-step", "10 syntax"], set.Problems.Select(p => $"{p.Line} {p.Rule}"));
        Assert.Empty(set.Features);
    }

    [Theory]
    [InlineData(
        "Feature: f\n  Scenari: s\n    Given a thing\n  Scenario: t\n    Given a thing\n",
        2,
        "syntax",
        "Did you mean \"Scenario:\"?"
    )]
    [InlineData("Feature: f\n  Scenario: s\n    given a thing\n    Given a thing\n", 3, "syntax", "Did you mean \"Given\"?")]
    [InlineData("Feature: f\n  Scenario: s\n\n    Text\n    Wehn a thing\n    Given a thing\n", 5, "syntax", "Did you mean \"When\"?")]
    [InlineData("Feature: f\n  Scenario: s\n    Given a thing\n      | a | b |\n      | c |\n", 5, "syntax", "as many cells")]
    [InlineData("Feature: f\n  Scenario: s\n    Given text\n      \"\"\"\n      abc\n", 6, "syntax", "Close the doc string")]
    [InlineData("Feature: f\n  @a b\n  Scenario: s\n    Given a thing\n", 2, "syntax", "own @")]
    [InlineData("# language: xy\nFeature: f\n", 1, "unknown-language", "# language: de")]
    [InlineData("", 1, "empty-feature", "Feature:")]
    [InlineData("# nothing\n", 1, "empty-feature", "Feature:")]
    [InlineData("Feature: f\n  text\n", 1, "empty-feature", "Add one")]
    [InlineData("Feature: f\n  Scenario: s\n", 2, "empty-scenario", "Add steps")]
    [InlineData("Feature: f\n  Scenario Outline: s\n    Given a thing\n", 2, "empty-examples", "Add Examples")]
    [InlineData("Feature: f\n  Scenario: s\n    Given a thing\n    Examples:\n", 4, "empty-examples", "at least one row")]
    [InlineData("Feature: f\n  Scenario: s\n    Given a thing\n    Examples:\n      | a |\n", 4, "empty-examples", "at least one row")]
    [InlineData(
        "Feature: f\n  Scenario: s\n    Given a thing\n    Examples:\n      | a | a |\n      | 1 | 2 |\n",
        5,
        "duplicate-column",
        "own name"
    )]
    [InlineData("Feature: f\n  Scenario: s\n    Given a thing\n  Scenario: s\n    Given a thing\n", 4, "duplicate-scenario", "own name")]
    public void Tells_a_mistake_of_structure(string text, int line, string rule, string mend)
    {
        var problem = Loaded.Set(text, typeof(Steps)).Problems[0];
        Assert.Equal((line, rule), (problem.Line, problem.Rule));
        Assert.Contains(mend, problem.Mend, StringComparison.Ordinal);
        Assert.True(problem.Column >= 1);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("They are free text: a thing.")]
    [InlineData("They say so")]
    [InlineData("Note: an aside")]
    [InlineData("See also: RFC 6749")]
    public void Leaves_free_text_alone(string text) =>
        Assert.Empty(Loaded.Set($"Feature: f\n  {text}\n  Scenario: s\n    {text}\n    Given a thing\n", typeof(Steps)).Problems);

    [Fact]
    public void Names_a_language_that_is_not_known_at_its_column()
    {
        var problem = Loaded.Problem("# language: xy\nFeature: f\n  Scenario: s\n    Given nonsense\n", typeof(Steps));
        Assert.Equal("a.feature:1:13: \"xy\" is not a language of Gherkin.", problem.ToString());
    }

    [Fact]
    public void Tells_where_the_first_of_two_scenarios_of_one_name_is()
    {
        var problem = Loaded.Problem(
            "Feature: f\n  Scenario: s\n    Given a thing\n  Rule: r\n    Scenario: s\n      Given a thing\n",
            typeof(Steps)
        );
        Assert.Equal("a.feature:5:5: the scenario in line 2 is also called \"s\".", problem.ToString());
    }

    [Fact]
    public void Tells_placeholders_without_a_column()
    {
        var set = Loaded.Set(
            """
            Feature: f
              Scenario: a <nothing>
                Given a <thng>
                Given text
                  ```json
                  ok
                  <b> <thing>
                  ```
                Given text
                  ```html
                  <p>
                  ```
                Given table
                  | <c> |
                Examples:
                  | thing | unused |
                  | x     |        |
                  | y     |        |
            """,
            typeof(Steps)
        );
        Assert.All(set.Problems, p => Assert.Equal(ProblemRules.MissingColumn, p.Rule));
        Assert.Equal(["2:15", "3:13", "7:7", "14:9"], set.Problems.Select(p => $"{p.Line}:{p.Column}"));
        Assert.Equal(
            "\"<thng>\" has no column in the Examples of line 15; its columns are \"thing\" and \"unused\".",
            set.Problems[1].Message
        );
        Assert.Equal("Did you mean \"<thing>\"? Else add a column \"thng\".", set.Problems[1].Mend);
        Assert.Equal("Add a column \"c\".", set.Problems[3].Mend);
        Assert.Empty(set.Scenarios);
    }

    [Fact]
    public void Proposes_the_nearest_step_and_a_binding_for_one_that_nothing_matches()
    {
        var problem = Loaded.Problem(
            "Feature: f\n  Scenario: s\n    When the clint waits 5 seconds and says \"a (b)\"\n      | a |\n",
            typeof(Steps)
        );
        Assert.Equal("a.feature:3:5: no step matches \"the clint waits 5 seconds and says \"a (b)\"\".", problem.ToString());
        Assert.Equal(
            """
            Did you mean "When the client waits {int} second(s) and says {string}"? Bind a new step with
            [When("the clint waits {int} seconds and says {string}")]
            public void WhenTheClintWaitsSecondsAndSays(int p0, string p1, DataTable table) => throw new PendingStepException();
            """,
            problem.Mend
        );
        Assert.Equal(
            """
            a.feature:3:5: no step matches "the clint waits 5 seconds and says "a (b)"".
                    When the clint waits 5 seconds and says "a (b)"
                    ^
              Did you mean "When the client waits {int} second(s) and says {string}"? Bind a new step with
              [When("the clint waits {int} seconds and says {string}")]
              public void WhenTheClintWaitsSecondsAndSays(int p0, string p1, DataTable table) => throw new PendingStepException();
            """,
            problem.Render()
        );
    }

    [Theory]
    [InlineData("costs 1.5 in a/b {x} \\ 'y z' it's 10s", "costs {float} in a\\\\/b \\\\{x\\\\} \\\\\\\\ {string} it's 10s")]
    [InlineData("plain", "plain")]
    public void Proposes_expressions_that_match_the_step(string text, string expression)
    {
        var problem = Loaded.Problem($"Feature: f\n  Scenario: s\n    Given {text}\n", typeof(Steps));
        Assert.Contains($"[Given(\"{expression}\")]", problem.Mend, StringComparison.Ordinal);
        Assert.Empty(Loaded.Set($"Feature: f\n  Scenario: s\n    Given {text}\n", typeof(Proposed)).Problems);
    }

    [Fact]
    public void Tells_when_a_step_only_has_another_keyword()
    {
        var problem = Loaded.Problem("Feature: f\n  Scenario: s\n    Then a thing\n", typeof(Steps));
        Assert.Equal(
            (ProblemRules.StepKeyword, "\"a thing\" is a Given step, but stands here as a Then step."),
            (problem.Rule, problem.Message)
        );
        Assert.Equal("Begin the line with Given, or bind Steps.Thing to Then too.", problem.Mend);
    }

    [Fact]
    public void Lists_all_definitions_that_match_a_step()
    {
        var problem = Loaded.Problem("Feature: f\n  Scenario: s\n    Given it is twice\n", typeof(Steps));
        Assert.Equal((ProblemRules.AmbiguousStep, "2 steps match \"it is twice\"."), (problem.Rule, problem.Message));
        Assert.Contains("\n- Given it is {word} (Steps.Twice)\n- * it is twice (Steps.TwiceToo)", problem.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a thing\n      | a |", "Steps.Thing takes 0 values, but the step has 1: a table stands below the step.")]
    [InlineData("a thing\n      ```\n      ```", "Steps.Thing takes 0 values, but the step has 1: a doc string stands below the step.")]
    [InlineData("table", "Steps.Table takes 1 value, but the step has 0: nothing stands below the step.")]
    [InlineData("text", "Steps.Text takes 1 value, but the step has 0: nothing stands below the step.")]
    public void Tells_an_argument_that_does_not_fit(string step, string message)
    {
        var problem = Loaded.Problem($"Feature: f\n  Scenario: s\n    Given {step}\n", typeof(Steps));
        Assert.Equal((ProblemRules.StepArgument, message), (problem.Rule, problem.Message));
    }

    [Fact]
    public void Refuses_a_second_argument_where_it_begins()
    {
        var problems = Loaded
            .Set("Feature: f\n  Scenario: s\n    Given table\n      | a |\n      ```\n      ```\n", typeof(Steps))
            .Problems;
        Assert.Equal((ProblemRules.Syntax, 5), (problems[0].Rule, problems[0].Line));
        Assert.StartsWith("found \"```\"", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_texts_that_do_not_convert_at_their_place()
    {
        var set = Loaded.Set(
            """
            Feature: f
              Scenario: s
                Given number abc and colour Blue
                Given number 99999999999 and colour red
                Given even 3
              Scenario: o
                Given number <n> and colour red
                Examples:
                  | n |
                  | 1 |
                  | x |
                  | y |
            """,
            typeof(Steps)
        );
        Assert.Equal(
            [
                "a.feature:3:18: \"abc\" does not convert to Int32.",
                "a.feature:3:33: \"Blue\" does not convert to Colour (Red or Green).",
                "a.feature:4:18: \"99999999999\" does not convert to Int32.",
                "a.feature:5:16: 3 is odd.",
                "a.feature:7:5: \"x\" does not convert to Int32 with the Examples of line 11.",
                "a.feature:7:5: \"y\" does not convert to Int32 with the Examples of line 12.",
            ],
            set.Problems.Select(p => p.ToString())
        );
        Assert.All(set.Problems, p => Assert.Equal(ProblemRules.Conversion, p.Rule));
        Assert.Equal("It is for \"number\" of Steps.Number.", set.Problems[0].Mend);
        Assert.Equal("a.feature:6#1", Assert.Single(set.Scenarios).Id);
    }

    [Fact]
    public void Tells_a_mistake_of_the_background_once()
    {
        var set = Loaded.Set(
            "Feature: f\n  Background:\n    Given bad\n  Scenario: s\n    Given a thing\n  Scenario: t\n    Given a thing\n",
            typeof(Steps)
        );
        Assert.Equal(3, Assert.Single(set.Problems).Line);
        Assert.Empty(set.Scenarios);
    }

    [Fact]
    public void Tells_a_value_of_the_background_that_does_not_convert_once()
    {
        var set = Loaded.Set(
            "Feature: f\n  Background:\n    Given number x and colour red\n  Scenario: s\n    Given a thing\n  Scenario: t\n    Given a thing\n",
            typeof(Steps)
        );
        Assert.Equal(ProblemRules.Conversion, Assert.Single(set.Problems).Rule);
    }

    [Fact]
    public void Tells_a_step_of_an_outline_that_nothing_matches_once()
    {
        var problem = Loaded.Problem(
            "Feature: f\n  Scenario: s\n    Given some <n>\n    Examples:\n      | n |\n      | x |\n      | y |\n",
            typeof(Steps)
        );
        Assert.Equal("a.feature:3:5: no step matches \"some x\" with the Examples of line 6.", problem.ToString());
    }

    [Fact]
    public void Takes_the_first_of_two_expressions_of_one_method()
    {
        var set = Loaded.Sound("Feature: f\n  Scenario: s\n    Given the same\n", typeof(Steps));
        Assert.Equal("Steps.Same", set.Scenarios[0].Steps[0].Definition.Method);
    }

    [Fact]
    public void Lets_a_rule_judge_every_tag()
    {
        var set = Loaded.Set(
            """
            @ok @f
            Feature: f
              @r
              Rule: r
                @s
                Scenario: s
                  Given a <x>
                  @e
                  Examples:
                    | x     |
                    | thing |
            """,
            tag => tag == "ok" ? null : $"\"@{tag}\" is unheard of.",
            typeof(Steps)
        );
        Assert.Equal(
            ["1:5 \"@f\" is unheard of.", "3:3 \"@r\" is unheard of.", "5:5 \"@s\" is unheard of.", "8:7 \"@e\" is unheard of."],
            set.Problems.Select(p => $"{p.Line}:{p.Column} {p.Message}")
        );
        Assert.All(set.Problems, p => Assert.Equal(ProblemRules.Tag, p.Rule));
        Assert.Single(set.Scenarios);
    }

    [Fact]
    public void Tells_the_mistakes_of_all_files_and_keeps_what_is_sound()
    {
        FeatureFile[] files =
        [
            new("one.feature", "Feature: f\n  Scenario: bad\n    Given bad\n  Scenario: good\n    Given a thing\n"),
            new("two.feature", "nonsense\n"),
            new("three.feature", "Feature: f\n  Scenario: good\n    Given a thing\n"),
        ];
        var set = FeatureSet.Load(files, StepBindings.From(typeof(Steps)));
        Assert.Equal(["one.feature", "two.feature"], set.Problems.Select(p => p.Path).Distinct());
        Assert.Equal(["one.feature:4", "three.feature:2"], set.Scenarios.Select(s => s.Id));
        Assert.Equal(["one.feature", "three.feature"], set.Features.Select(f => f.Path));
    }

    [Fact]
    public void Puts_the_caret_under_its_place_behind_tabs()
    {
        var problem = Loaded.Problem("Feature: f\n\tScenario: s\n\t\tGiven number abc and colour red\n", typeof(Steps));
        var lines = problem.Render().Split('\n');
        Assert.Equal("    \t\tGiven number abc and colour red", lines[1]);
        Assert.Equal("    \t\t             ^", lines[2]);
    }

    [Binding]
    private sealed class Steps
    {
        [Given("a thing")]
        public static void Thing() { }

        [When("the client waits {int} second(s) and says {string}")]
        public static void Wait(int seconds, string words) => Assert.NotNull(words + seconds);

        [Given("it is {word}")]
        public static void Twice(string word) => Assert.NotNull(word);

        [StepDefinition("it is twice")]
        public static void TwiceToo() { }

        [Given("text")]
        public static void Text(string text) => Assert.NotNull(text);

        [Given("table")]
        public static void Table(DataTable table) => Assert.NotNull(table);

        [Given("number {word} and colour {word}")]
        public static void Number(int number, Colour colour) => Assert.NotEqual((Colour)7, colour + number);

        [Given("the same")]
        [Given("^the same$")]
        public static void Same() { }

        [Given("even {Even}")]
        public static void IsEven(Even even) => Assert.NotNull(even);

        [StepArgumentTransformation("(\\d+)")]
        public static Even ToEven(string text) => int.Parse(text) % 2 == 0 ? new Even(text) : throw new FormatException($"{text} is odd.");
    }

    [Binding]
    private sealed class Proposed
    {
        [Given("costs {float} in a\\/b \\{x\\} \\\\ {string} it's 10s")]
        public static void Costs(double price, string words) => Assert.NotNull(words + price);

        [Given("plain")]
        public static void Plain() { }
    }

    private enum Colour
    {
        Red,
        Green,
    }

    private sealed record Even(string Text);
}
