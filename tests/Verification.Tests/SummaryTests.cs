using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>What several scenarios, or several runs, come to together.</summary>
public sealed class SummaryTests
{
    private const string Passes = "Given a session\nWhen the session logs out\nThen the answer is 200";
    private const string Misses = "Given a session\nWhen the session logs out\nThen the answer is 204";
    private const string DoesNotApply = "Given a session\nWhen the session logs out by POST\nThen the method is refused";

    [Theory]
    [InlineData(Passes, Misses, Verdict.Failed)]
    [InlineData(Misses, Passes, Verdict.Failed)]
    [InlineData(Passes, DoesNotApply, Verdict.Passed)]
    [InlineData(DoesNotApply, DoesNotApply, Verdict.NotApplicable)]
    public async Task A_requirement_is_as_good_as_the_worst_scenario_that_applies(string one, string two, Verdict expected)
    {
        var run = await DemoSuite
            .Of($"@must @DEM-01\nScenario: One\n{one}\n\n@must @DEM-01\nScenario: Two\n{two}\n")
            .RunAsync(new DemoApi());
        Assert.Equal(
            (expected, 2),
            (
                run.Requirements.Single(r => r.Requirement.Id == "DEM-01").Verdict,
                run.Requirements.Single(r => r.Requirement.Id == "DEM-01").Scenarios.Length
            )
        );
    }

    [Fact]
    public async Task A_report_is_as_good_as_its_worst_run()
    {
        var (passed, failed, notJudged) = (
            await RunAsync("must", Passes),
            await RunAsync("must", Misses),
            await RunAsync("must", DoesNotApply)
        );
        Assert.Equal(Outcome.Failed, new VerificationReport("test", IsStrict: false, [passed, failed, notJudged]).Outcome);
        Assert.Equal(Outcome.NotJudged, new VerificationReport("test", IsStrict: false, [notJudged, passed]).Outcome);
        Assert.Equal(Outcome.Passed, new VerificationReport("test", IsStrict: false, [passed, passed]).Outcome);
        Assert.Equal(Outcome.NotJudged, new VerificationReport("test", IsStrict: false, []).Outcome);
    }

    [Fact]
    public async Task A_run_that_conforms_fails_no_test()
    {
        (await RunAsync("must", Passes)).EnsureConforms();
        (await RunAsync("should", Misses)).EnsureConforms();
    }

    [Theory]
    [InlineData("must", Misses, false, "/api: failed.", "204")]
    [InlineData("should", Misses, true, "/api: failed.", "204")]
    [InlineData("must", DoesNotApply, false, "/api: could not be judged.", "No scenario was run")]
    public async Task A_run_that_does_not_conform_fails_a_test_and_tells_why(
        string level,
        string steps,
        bool isStrict,
        params string[] told
    )
    {
        var run = await RunAsync(level, steps, isStrict);
        var message = Assert.Throws<NonconformityException>(run.EnsureConforms).Message;
        Assert.All(told, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_a_run_is_told_without_the_warnings_beside_it()
    {
        var run = await DemoSuite
            .Of(
                $"@must\nScenario: The failure\n{Misses}\n\n@should\nScenario: The warning\n{Misses}\n\n@must\nScenario: The pass\n{Passes}\n"
            )
            .RunAsync(new DemoApi(), new RunSettings { IsStrict = true });
        var message = Assert.Throws<NonconformityException>(run.EnsureConforms).Message;
        Assert.Contains("The failure", message, StringComparison.Ordinal);
        Assert.DoesNotContain("The warning", message, StringComparison.Ordinal);
        Assert.DoesNotContain("The pass", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("must", Misses, true, true)]
    [InlineData("should", Misses, false, true)]
    [InlineData("should", Passes, false, false)]
    [InlineData("review", Misses, false, false)]
    [InlineData("must", DoesNotApply, false, false)]
    public async Task A_scenario_fails_its_test_by_its_verdict(string level, string steps, bool plain, bool strict)
    {
        var result = (await RunAsync(level, steps)).Scenarios.Single();
        Assert.Equal(plain, Record.Exception(() => result.EnsureConforms()) is NonconformityException);
        Assert.Equal(strict, Record.Exception(() => result.EnsureConforms(strict: true)) is NonconformityException);
    }

    private static Task<ContractRun> RunAsync(string level, string steps, bool isStrict = false) =>
        DemoSuite.Of($"@{level}\nScenario: One\n{steps}\n").RunAsync(new DemoApi(), new RunSettings { IsStrict = isStrict });
}
