using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>What is set up for a team's own Reqnroll project does not reach the verifier; see <see cref="HostProject"/>.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Steps_run_whatever_the_environment_asks_of_Reqnroll()
    {
        var events = await Loaded.RunAsync(
            "Feature: f\n  Scenario: s\n    Given it breaks\n    Then nothing\n",
            new RunnerOptions(),
            typeof(Steps)
        );
        Assert.Equal((ScenarioRunStatus.Failed, "broken"), (events.End().Status, events.End().Steps[0].Error!.Message));
    }

    [Fact]
    public async Task No_report_is_written_and_nothing_is_printed()
    {
        var before = Console.Out;
        await using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            var events = await Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given it breaks\n", new RunnerOptions(), typeof(Steps));
            Assert.Single(events.OfType<ScenarioFinished>());
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.DoesNotContain("it breaks", printed.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(HostProject.Report));
    }

    [Binding]
    private static class Steps
    {
        [Given("it breaks")]
        public static void Break() => throw new InvalidOperationException("broken");

        [Then("nothing")]
        public static void Nothing() { }
    }
}
