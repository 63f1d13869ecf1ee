using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>The steps of the library, as <c>conform list steps</c> tells them.</summary>
public sealed class VocabularyTests
{
    private static readonly StepBindings Bindings = StepBindings.From([typeof(ConformanceSuite).Assembly]);

    public static TheoryData<string> Steps => [.. ConformanceSuite.Vocabulary.Select(d => d.ToString())];

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_example_of_a_step_is_that_step(string definition)
    {
        var step = ConformanceSuite.Vocabulary.Single(d => d.ToString() == definition);
        var written = $"{step.Keyword} {step.Example ?? step.Expression}";
        var below = step.Expression switch
        {
            var text when text.Contains("reading of", StringComparison.Ordinal) => "\n| answer | reading |\n| accepted | x |",
            var text when text.Contains("at the same time", StringComparison.Ordinal) => "\n| session | does |\n| 1 | logs out |",
            [.., ':'] => "\n```\n{}\n```",
            _ => "",
        };
        var set = FeatureSet.Load([new FeatureFile("a.feature", $"Feature: f\nScenario: s\n{written}{below}\n")], Bindings);
        Assert.Empty(set.Problems.Select(p => p.Render()));
        Assert.Equal(definition, Assert.Single(set.Scenarios[0].Steps).Definition.ToString());
    }

    [Fact]
    public void Only_Reqnrolls_attributes_make_a_step()
    {
        Assert.NotEmpty(Bindings.Definitions);
        Bindings.Check();
        Assert.All(Bindings.Definitions, d => Assert.Equal(typeof(ConformanceSuite).Assembly, d.Assembly));
    }
}
