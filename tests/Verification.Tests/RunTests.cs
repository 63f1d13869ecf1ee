using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>A run as a whole: its filters, its early ends, and what it must have done to be green.</summary>
public sealed class RunTests
{
    private const string Three =
        "@must\nScenario: One\nGiven a session\nWhen the session logs out\nThen the answer is 201\n\n@must\nScenario: Two\nGiven a session\nWhen the session logs out\nThen the answer is 202\n\n@must\nScenario: Three\nGiven a session\nWhen the session logs out\nThen the answer is 203\n";

    [Fact]
    public async Task Events_come_in_order_and_the_last_one_holds_all_results()
    {
        var api = new DemoApi();
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Of(Three).Against(DemoSuite.At(server.Address), new RunSettings { Workers = 1 });
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, Assert.IsType<ContractStarted>(events[0]).Scenarios);
        Assert.Equal(["One", "Two", "Three"], events.OfType<ScenarioBegun>().Select(e => e.Name));
        var finished = Assert.IsType<ContractFinished>(events[^1]).Run;
        Assert.Equal(finished.Scenarios, events.OfType<ScenarioJudged>().Select(e => e.Result));
        Assert.Equal(new Uri(server.Address, "/api"), finished.BaseUrl);
    }

    [Theory]
    [InlineData("@DEM-01", null, new string[0], new[] { "The access token is dead" })]
    [InlineData("@DEM-01 or @DEM-02", "@DEM-02", new string[0], new[] { "The access token is dead" })]
    [InlineData(null, null, new[] { "DEM-02" }, new[] { "The refresh token is dead" })]
    public async Task Filters_choose_scenarios_and_the_rest_is_not_missed(
        string? include,
        string? exclude,
        string[] requirements,
        string[] expected
    )
    {
        var suite = ConformanceSuite.FromFolder(
            "demo",
            new SuiteOptions
            {
                IncludeTags = include,
                ExcludeTags = exclude,
                Requirements = [.. requirements],
            }
        );
        var run = await suite.RunAsync(new DemoApi());
        Assert.Equal(expected, run.Scenarios.Select(s => s.Name));
        Assert.Equal(Outcome.Passed, run.Outcome);
        Assert.DoesNotContain(run.Requirements, r => r.Verdict is null);
    }

    [Fact]
    public async Task Nothing_run_is_not_green()
    {
        var run = await ConformanceSuite.FromFolder("demo", new SuiteOptions { IncludeTags = "@nothing" }).RunAsync(new DemoApi());
        Assert.Equal(
            (Outcome.NotJudged, "No scenario was run, so nothing was checked. Loosen the filters, or see why none applies."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Fact]
    public void A_faulty_tag_expression_is_a_problem()
    {
        var message = Assert
            .Throws<FaultySuiteException>(() =>
                ConformanceSuite.FromFolder("demo", new SuiteOptions { IncludeTags = "@a and (" }).Scenarios
            )
            .Message;
        Assert.Contains("\"@a and (\" is no tag expression", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_must_that_nothing_checks_is_not_green()
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "demo", "requirements.yaml"), Path.Combine(demo, "requirements.yaml"));
        var run = await ConformanceSuite.FromFolder(demo).RunAsync(new DemoApi());
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.Null(run.Requirements.Single(r => r.Requirement.Id == "DEM-01").Verdict);
        Assert.Equal(
            [
                "DEM-01 has no scenario that checks it; write one with the tag @DEM-01.",
                "DEM-02 has no scenario that checks it; write one with the tag @DEM-02.",
            ],
            run.Obstacles
        );
    }

    [Fact]
    public async Task A_must_whose_only_scenario_did_not_apply_is_not_green()
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo();
        folder.Write(
            "demo/requirements.yaml",
            "contract: demo\nsource: Demo\nrequirements:\n  - {id: DEM-01, level: must, statement: One., check: L., source: One, pointer: '#/paths'}\n"
        );
        folder.Write(
            "demo/features/one.feature",
            "Feature: One\n@DEM-01 @needs-clock\nScenario: One\nGiven a session\nWhen PT1H pass\nThen the access token of the session is refused\n"
        );
        var run = await ConformanceSuite.FromFolder(demo).RunAsync(new DemoApi(), configure: t => t with { Clock = null });
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.StartsWith(
            "DEM-01 was not checked: The target's clock cannot be moved, and PT1H is longer than the run may wait.",
            Assert.Single(run.Obstacles),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_run_stops_at_its_most_failures()
    {
        var run = await DemoSuite.Of(Three).RunAsync(new DemoApi(), new RunSettings { Workers = 1, MaxFailures = 2 });
        Assert.Equal(2, run.Count(Verdict.Failed));
        Assert.Equal(
            (Outcome.Failed, "The run stopped at its limit of failures after 2 of 3 scenarios."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Fact]
    public async Task A_run_stops_at_its_most_failures_however_late_they_are_heard()
    {
        var api = new CountsLogouts(expected: 3);
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Of(Three).Against(DemoSuite.At(server.Address), new RunSettings { Workers = 1, MaxFailures = 2 });
        ContractRun? result = null;
        await foreach (var happened in run.RunAsync(TestContext.Current.CancellationToken))
        {
            // The scenarios do not wait for who hears of them: here the third one is under way before the first one is heard of.
            if (happened is ScenarioJudged)
                await api.All.WaitAsync(TestContext.Current.CancellationToken);
            if (happened is ContractFinished finished)
                result = finished.Run;
        }

        Assert.Equal(2, result!.Scenarios.Length);
        Assert.Equal("The run stopped at its limit of failures after 2 of 3 scenarios.", Assert.Single(result.Obstacles));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_says_so_and_is_not_green()
    {
        await using var server = await DemoServer.StartAsync(new DemoApi());

        // The second one waits for longer than the test does, so that it is under way when the run is cancelled.
        const string waits =
            "@must\nScenario: One\nGiven a session\n\n@must\nScenario: Two\nWhen PT1H passes\n\n@must\nScenario: Three\nGiven a session\n";
        using var run = DemoSuite
            .Of(waits)
            .Against(DemoSuite.At(server.Address) with { WaitForExpiry = TimeSpan.FromHours(2) }, new RunSettings { Workers = 1 });
        using var stop = new CancellationTokenSource();
        ContractRun? result = null;
        await foreach (var happened in run.RunAsync(stop.Token))
        {
            if (happened is ScenarioJudged)
                await stop.CancelAsync();
            if (happened is ContractFinished finished)
                result = finished.Run;
        }

        Assert.Equal(Outcome.NotJudged, result!.Outcome);
        Assert.Matches("^The run was interrupted after 1 of 3 scenarios\\.$", Assert.Single(result.Obstacles));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_it_began_says_so()
    {
        using var run = DemoSuite.Of(Three).Against(DemoSuite.At(RawServer.Nothing()));
        var result = await run.RunToEndAsync(new CancellationToken(canceled: true));
        Assert.Equal(
            (Outcome.NotJudged, "The run was interrupted after 0 of 3 scenarios."),
            (result.Outcome, Assert.Single(result.Obstacles))
        );
    }

    [Fact]
    public async Task A_run_can_be_repeated()
    {
        var api = new DemoApi();
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Whole.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        var first = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        var second = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Outcome.Passed, Outcome.Passed), (first.Outcome, second.Outcome));
        Assert.Equal(first.Scenarios.Select(s => (s.Id, s.Verdict)), second.Scenarios.Select(s => (s.Id, s.Verdict)));
    }

    [Fact]
    public async Task The_same_scenario_runs_many_times_at_once()
    {
        var api = new AccessSurvivesLogout();
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Whole.Against(DemoSuite.At(server.Address));
        var scenario = DemoSuite.Whole.Scenarios.Single(s => s.Name == "The access token is dead");
        var results = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => run.RunAsync(scenario, TestContext.Current.CancellationToken))
        );
        Assert.All(results, r => Assert.Equal((Verdict.Failed, 4), (r.Verdict, r.Exchanges.Length)));
    }

    private sealed class CountsLogouts(int expected) : DemoApi
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task All => _all.Task;

        protected override async Task LogOutAsync(HttpContext http, string body)
        {
            await base.LogOutAsync(http, body);
            if (Interlocked.Increment(ref _count) == expected)
                _all.TrySetResult();
        }
    }
}
