using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>What becomes of sound feature files.</summary>
public sealed class FeatureLoadingTests
{
    [Fact]
    public void Reads_names_descriptions_tags_and_places()
    {
        var set = Loaded.Sound(
            """
            @api
            Feature: Logging out
              Ends sessions.
              And more.

              @must @api
              Scenario: A token dies
                Why it matters.
                Given anything
            """,
            typeof(Anything)
        );
        var feature = Assert.Single(set.Features);
        Assert.Equal(
            ("a.feature", "Logging out", "Ends sessions.\nAnd more.", "en"),
            (feature.Path, feature.Name, feature.Description, feature.Language)
        );
        Assert.Equal(["api"], feature.Tags);
        Assert.Equal("a.feature:2:1", feature.Location.ToString());
        Assert.StartsWith("@api", feature.SourceText, StringComparison.Ordinal);
        var scenario = Assert.Single(set.Scenarios);
        Assert.Same(scenario, Assert.Single(feature.Scenarios));
        Assert.Equal(("a.feature:7", "A token dies", "Why it matters."), (scenario.Id, scenario.Name, scenario.Description));
        Assert.Equal(["api", "must"], scenario.Tags);
        Assert.Equal(new SourceLocation("a.feature", 7, 3), scenario.Location);
        var step = Assert.Single(scenario.Steps);
        Assert.Equal(("Given ", StepKind.Given, "anything"), (step.Keyword, step.Kind, step.Text));
        Assert.Equal(new SourceLocation("a.feature", 9, 5), step.Location);
        Assert.Equal("Anything.Do", step.Definition.Method);
    }

    [Fact]
    public void Puts_background_steps_before_those_of_the_rule_and_the_scenario()
    {
        var set = Loaded.Sound(
            """
            Feature: f
              Background:
                Given feature ground
              Scenario: outside
                * outside
              @r
              Rule: first
                Background:
                  When rule ground
                Scenario: inside
                  * inside
              Rule: second
                Scenario: inside too
                  * inside
            """,
            typeof(Anything)
        );
        Assert.Equal(
            ["outside: feature ground, outside", "inside: feature ground, rule ground, inside", "inside too: feature ground, inside"],
            set.Scenarios.Select(s => $"{s.Name}: {string.Join(", ", s.Steps.Select(t => t.Text))}")
        );
        Assert.Equal([null, "first", "second"], set.Scenarios.Select(s => s.Rule));
        Assert.Equal([0, 1, 0], set.Scenarios.Select(s => s.Tags.Count));
        Assert.Equal(StepKind.When, set.Scenarios[1].Steps[2].Kind);
    }

    [Fact]
    public void Continues_the_kind_of_the_step_before()
    {
        var set = Loaded.Sound(
            """
            Feature: f
              Scenario: s
                And first
                * second
                When third
                But fourth
                Then fifth
                And sixth
                Given seventh
            """,
            typeof(Anything)
        );
        Assert.Equal(
            [StepKind.Given, StepKind.Given, StepKind.When, StepKind.When, StepKind.Then, StepKind.Then, StepKind.Given],
            set.Scenarios[0].Steps.Select(s => s.Kind)
        );
        Assert.Equal(["And ", "* ", "When "], set.Scenarios[0].Steps.Take(3).Select(s => s.Keyword));
    }

    [Fact]
    public void Makes_a_scenario_of_each_row_of_all_examples()
    {
        var set = Loaded.Sound(
            """
            @f
            Feature: f
              @o
              Scenario Outline: <who> waits
                Given <who> waits <time>, 3 < 4 and 5 > 2
                  | of | <who>  |
                  | n  | <time> |
                When text
                  '''<type>
                  {"who": "<who>"}
                  '''
                @e
                Examples: few
                  | who | time | unused |
                  | ann | 1    | x      |
                  | bob | <who>| y      |
                @g @f
                Examples:
                  | time | who |
                  | 3    | cy  |
            """.Replace("'''", "\"\"\"", StringComparison.Ordinal),
            typeof(Anything),
            typeof(Arguments)
        );
        Assert.Equal(["ann waits", "bob waits", "cy waits"], set.Scenarios.Select(s => s.Name));
        Assert.Equal(["a.feature:4#1", "a.feature:4#2", "a.feature:4#3"], set.Scenarios.Select(s => s.Id));
        Assert.Equal(
            ["ann waits 1, 3 < 4 and 5 > 2", "bob waits <who>, 3 < 4 and 5 > 2", "cy waits 3, 3 < 4 and 5 > 2"],
            set.Scenarios.Select(s => s.Steps[0].Text)
        );
        Assert.Equal(
            [
                ["f", "o", "e"],
                ["f", "o", "e"],
                ["f", "o", "g"],
            ],
            set.Scenarios.Select(s => s.Tags)
        );
        Assert.Equal(
            [
                ["of", "ann"],
                ["n", "1"],
            ],
            set.Scenarios[0].Steps[0].Argument!.Rows!
        );
        Assert.Equal("{\"who\": \"cy\"}", set.Scenarios[2].Steps[1].Argument!.Text);
        var row = Assert.IsType<ExamplesRow>(set.Scenarios[2].ExamplesRow);
        Assert.Equal((3, "", 20), (row.Number, row.ExamplesName, row.Location.Line));
        Assert.Equal("few", set.Scenarios[0].ExamplesRow!.ExamplesName);
        Assert.Equal(["1", "bob"], [set.Scenarios[0].ExamplesRow!.Cells[1], set.Scenarios[1].ExamplesRow!.Cells[0]]);
    }

    [Fact]
    public void Reads_tables_with_their_escapes()
    {
        var set = Loaded.Sound(
            """
            Feature: f
              Scenario: s
                Given table
                  | name | value     |
                  | a\|b | c\\d\ne   |
                  |      | ünï 🥒    |
            """,
            typeof(Arguments)
        );
        var table = set.Scenarios[0].Steps[0].Argument!;
        Assert.Null(table.Text);
        Assert.Equal(
            [
                ["name", "value"],
                ["a|b", "c\\d\ne"],
                ["", "ünï 🥒"],
            ],
            table.Rows!
        );
        Assert.Equal("| name | value   |\n| a\\|b | c\\\\d\\ne |\n|      | ünï 🥒  |\n", table.ToString());
    }

    [Fact]
    public void Reads_doc_strings_whatever_their_media_type()
    {
        var set = Loaded.Sound(
            """
            Feature: f
              Scenario: s
                When text
                  '''application/json
                  {
                    "a": 1
                  }

                  '''
                And text
                  ```
                  plain
                  ```
            """.Replace("'''", "\"\"\"", StringComparison.Ordinal).ReplaceLineEndings("\r\n"),
            typeof(Arguments)
        );
        Assert.Equal(["{\n  \"a\": 1\n}\n", "plain"], set.Scenarios[0].Steps.Select(s => s.Argument!.Text));
        Assert.Equal("plain", set.Scenarios[0].Steps[1].Argument!.ToString());
    }

    [Theory]
    [InlineData("de", "Funktionalität", "Szenario", "Angenommen", "Wenn", "Dann", "Und")]
    [InlineData("fr", "Fonctionnalité", "Scénario", "Soit", "Quand", "Alors", "Et")]
    [InlineData("ja", "機能", "シナリオ", "前提", "もし", "ならば", "かつ")]
    [InlineData("ru", "Функция", "Сценарий", "Дано", "Когда", "Тогда", "И")]
    public void Reads_keywords_of_other_languages(
        string language,
        string feature,
        string scenario,
        string given,
        string when,
        string then,
        string and
    )
    {
        var set = Loaded.Sound(
            $"# language: {language}\n{feature}: f\n  {scenario}: s\n    {given} a\n    {when} b\n    {then} c\n    {and} d\n",
            typeof(Anything)
        );
        Assert.Equal(language, set.Features[0].Language);
        Assert.Equal([StepKind.Given, StepKind.When, StepKind.Then, StepKind.Then], set.Scenarios[0].Steps.Select(s => s.Kind));
        Assert.Equal(["a", "b", "c", "d"], set.Scenarios[0].Steps.Select(s => s.Text.Trim()));
    }

    [Fact]
    public void Reads_a_file_that_begins_with_a_byte_order_mark() =>
        Assert.Single(Loaded.Sound("\uFEFFFeature: f\n  Scenario: s\n    Given a\n", typeof(Anything)).Scenarios);

    [Fact]
    public void Keeps_features_and_scenarios_in_the_order_of_the_files()
    {
        var files = new[] { "z", "a", "m" }.Select(n => new FeatureFile(
            $"{n}.feature",
            $"Feature: {n}\n  Scenario: {n}1\n    Given x\n  Scenario: {n}2\n    Given x\n"
        ));
        var set = FeatureSet.Load(files, StepBindings.From(typeof(Anything)));
        Assert.Equal(["z", "a", "m"], set.Features.Select(f => f.Name));
        Assert.Equal(["z1", "z2", "a1", "a2", "m1", "m2"], set.Scenarios.Select(s => s.Name));
    }

    [Binding]
    private sealed class Anything
    {
        [StepDefinition("^(?!text|table|.*, 3 < 4)(.*)$")]
        public static void Do(string text) => Assert.NotNull(text);
    }

    [Binding]
    private sealed class Arguments
    {
        [When("text")]
        public static void Text(string text) => Assert.NotNull(text);

        [Given("table")]
        [Given("^.*, 3 < 4 and 5 > 2$")]
        public static void Table(DataTable table) => Assert.NotNull(table);
    }
}
