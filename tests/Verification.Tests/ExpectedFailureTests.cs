using Conformance.Documents;
using Conformance.TestKit;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>A list of known failures keeps a run green only as long as it is true.</summary>
public sealed class ExpectedFailureTests
{
    // The settings' clock stands at 2026-01-02.
    private const string Known = "- {id: DEM-01, reason: ticket 4711, expires: 2026-01-31}\n";

    [Fact]
    public async Task A_listed_failure_is_expected()
    {
        var run = await RunAsync(new AccessSurvivesLogout(), Known);
        var requirement = run.Requirements.Single(r => r.Requirement.Id == "DEM-01");
        Assert.Equal((Verdict.Failed, "ticket 4711"), (requirement.Verdict, requirement.ExpectedFailure));
        Assert.Empty(run.BaselineFaults);
        Assert.Equal(Outcome.Passed, run.Outcome);
    }

    [Fact]
    public async Task A_listed_failure_is_no_reason_to_stop()
    {
        var run = await RunAsync(new AccessSurvivesLogout(), Known, "@DEM-01 or @DEM-02", maxFailures: 1);
        Assert.Equal((2, Outcome.Passed), (run.Scenarios.Length, run.Outcome));
    }

    [Fact]
    public async Task An_unlisted_failure_still_fails()
    {
        var run = await RunAsync(new AccessSurvivesLogout(), "- {id: DEM-02, reason: another, expires: 2026-01-31}\n");
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    [Fact]
    public async Task A_listed_failure_that_passes_fails_the_run()
    {
        var run = await RunAsync(new DemoApi(), Known);
        Assert.EndsWith(
            "known.yaml:1:3: DEM-01 is listed as an expected failure, and it passes. Take it off the list.",
            Assert.Single(run.BaselineFaults),
            StringComparison.Ordinal
        );
        Assert.Contains(run.BaselineFaults[0], Assert.Throws<NonconformityException>(run.EnsureConforms).Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    [Theory]
    [InlineData("2026-01-02", Outcome.Passed)]
    [InlineData("2026-01-01", Outcome.Failed)]
    public async Task An_entry_holds_until_the_end_of_its_day(string expires, Outcome expected)
    {
        var run = await RunAsync(new AccessSurvivesLogout(), $"- {{id: DEM-01, reason: ticket, expires: {expires}}}\n");
        Assert.Equal(expected, run.Outcome);
        Assert.Equal(
            expected == Outcome.Failed,
            run.BaselineFaults.Any(f => f.Contains("has expired on 2026-01-01 (ticket)", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_warning_is_a_failure_to_expect_when_the_run_is_strict()
    {
        var run = await RunAsync(new CurtApi(), "- {id: DEM-03, reason: curt, expires: 2026-01-31}\n", "@DEM-03", isStrict: true);
        Assert.Equal(Outcome.Passed, run.Outcome);
        var plain = await RunAsync(new CurtApi(), "- {id: DEM-03, reason: curt, expires: 2026-01-31}\n", "@DEM-03", isStrict: false);
        Assert.Equal(Outcome.Failed, plain.Outcome);
    }

    [Fact]
    public void A_faulty_file_is_told_with_every_fault_and_its_place()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "known.yaml",
            "- {id: DEM-01, reason: x, expires: tomorrow}\n- {id: DEM-02, expires: 2026-01-31}\n- 7\n- {id: DEM-03, reason: x, expires: 2026-01-31, wyh: y}\n"
        );
        var problems = new Problems();
        Assert.Null(ExpectedFailures.Load(path, problems));
        Assert.Equal(
            [
                "1:36 \"tomorrow\" is no date.",
                "2:3 The entry has no \"reason\".",
                "3:3 The entry has no \"id\".",
                "3:3 The entry has no \"reason\".",
                "3:3 The entry has no \"expires\".",
                "4:48 \"wyh\" means nothing here.",
            ],
            problems.Select(p => $"{p.At.Line}:{p.At.Column} {p.Message}")
        );
    }

    [Theory]
    [InlineData("id: DEM-01\n", "The file is an object; expected a list.")]
    [InlineData("- [\n", null)]
    public void A_file_that_is_no_list_is_a_problem(string text, string? message)
    {
        using var folder = new TemporaryFolder();
        var problems = new Problems();
        Assert.Null(ExpectedFailures.Load(folder.Write("known.yaml", text), problems));
        var problem = Assert.Single(problems);
        if (message is not null)
            Assert.Equal(message, problem.Message);
    }

    private static async Task<ContractRun> RunAsync(
        DemoApi api,
        string list,
        string tags = "@DEM-01",
        bool isStrict = false,
        int? maxFailures = null
    )
    {
        using var folder = new TemporaryFolder();
        var baseline = ExpectedFailures.Load(folder.Write("known.yaml", list), new Problems());
        Assert.NotNull(baseline);
        var suite = ConformanceSuite.FromFolder("demo", new SuiteOptions { IncludeTags = tags });
        return await suite.RunAsync(
            api,
            new RunSettings
            {
                Baseline = baseline,
                IsStrict = isStrict,
                MaxFailures = maxFailures,
                Workers = 1,
                Time = new ManualClock(),
            }
        );
    }

    private sealed class CurtApi : DemoApi
    {
        protected override Task LogOutAsync(Microsoft.AspNetCore.Http.HttpContext http, string body) =>
            SendAsync(http, 200, new { message = "" });
    }
}
