using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Verification.Tests;

/// <summary>Mistakes in a user's own files are told all at once, each with its place.</summary>
public sealed class FeatureMistakeTests
{
    [Fact]
    public void Every_mistake_of_every_file_is_told_with_line_and_column()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "features/a.feature",
            "Feature: A\n\n  @DEM-99 @needs-refrsh\n  Scenario: One\n    Given a sesion\n    When the session logs out\n    Then the answer is two hundred\n\n  Scenario Outline: Two <what>\n    Given a session\n    When the session logs out by <method>\n    Then the answer is 405\n\n    Examples:\n      | what |\n      | x    |\n"
        );
        folder.Write("features/b.feature", "# language: xx\nFeature: B\n  Scenario: One\n    Given a session\n");
        var problems = new List<FeatureProblem>();
        var options = new SuiteOptions
        {
            MoreFeatures = [Path.Combine(folder.Path, "features"), Path.Combine(folder.Path, "none")],
            ExcludeTags = "@a or",
        };
        Assert.Null(
            ConformanceSuite.Load(
                ContractSource.FromFolder(Path.Combine(AppContext.BaseDirectory, "demo"))!,
                options,
                new Problems(),
                problems
            )
        );
        var told = problems.Select(p => $"{Path.GetFileName(p.Path)}:{p.Line}:{p.Column} {p.Rule}").ToList();
        Assert.Equal(
            [
                "none:1:1 features-folder",
                "tags:1:1 tag-expression",
                "a.feature:3:3 tag",
                "a.feature:3:11 tag",
                "a.feature:5:5 undefined-step",
                "a.feature:7:5 undefined-step",
                "a.feature:11:34 missing-column",
            ],
            told[..^1]
        );
        Assert.Matches("^b\\.feature:1:[0-9]+ unknown-language$", told[^1]);
        Assert.Contains(problems, p => p.Message == "The tag @DEM-99 names no requirement. Did you mean @DEM-01?");
        Assert.Contains(problems, p => p.Message == "The tag @needs-refrsh is no condition that is known. Did you mean @needs-refresh?");
    }

    [Fact]
    public void A_faulty_contract_and_a_faulty_feature_are_told_together()
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo(("role: logout", "role: logot"));
        folder.Write("demo/features/a.feature", "Feature: A\n  Scenario: One\n    Given a sesion\n");
        var message = Assert.Throws<FaultySuiteException>(() => ConformanceSuite.FromFolder(demo).Scenarios).Message;
        Assert.Contains("\"logot\"", message, StringComparison.Ordinal);
        Assert.Contains("features/a.feature:3:5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_is_found_twice_counts_once()
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo();
        folder.Write("demo/features/a.feature", "Feature: A\n  @own\n  Scenario: One\n    Given a session\n");
        folder.Write("more/features/a.feature", "Feature: A\n  @own\n  Scenario: Two\n    Given a session\n");
        var suite = ConformanceSuite.FromFolder(
            demo,
            new SuiteOptions
            {
                IncludeTags = "@own",
                MoreFeatures =
                [
                    Path.Combine(demo, "features"),
                    Path.Combine(folder.Path, "more", "features", "a.feature"),
                    Path.Combine(folder.Path, "more", "features"),
                ],
            }
        );
        Assert.Equal(["One", "Two"], suite.Scenarios.Select(s => s.Name));
        Assert.Equal(2, suite.Scenarios.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public void Faulty_rules_are_told_with_their_place()
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo();
        folder.Write("rules/rules.yaml", "any-contract:\n  - {id: ANY-01, level: mst, statement: x, source: y}\n  - {id: ANY-02}\n");
        var message = Assert
            .Throws<FaultySuiteException>(() =>
                ConformanceSuite.FromFolder(demo, new SuiteOptions { FeaturesFolder = Path.Combine(folder.Path, "rules") }).Scenarios
            )
            .Message;
        Assert.Contains("rules.yaml:2:25: error: \"mst\" is no level.", message, StringComparison.Ordinal);
        Assert.Contains("rules.yaml:3:5: error: The rule has no statement and no source.", message, StringComparison.Ordinal);
    }
}
