using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>Scenarios that let time pass.</summary>
public sealed class ClockTests
{
    private const string Expiry =
        "@must @needs-clock\nScenario: Expires\nGiven a session\nWhen PT59M pass\nThen the access token of the session is accepted\nWhen PT2M pass\nThen the access token of the session is refused as expired\n";

    [Fact]
    public async Task Time_passes_by_the_targets_clock() => (await DemoSuite.Of(Expiry).RunOneAsync(new DemoApi())).EnsureConforms();

    [Fact]
    public async Task The_clock_is_set_right_again_even_when_the_scenario_fails()
    {
        var api = new DemoApi();
        var start = api.Clock.GetUtcNow();
        var clock = new DemoClock(api);
        var result = await DemoSuite
            .Of(Expiry.Replace("refused as expired", "accepted", StringComparison.Ordinal))
            .RunOneAsync(api, t => t with { Clock = clock });
        Assert.Equal((Verdict.Failed, 1, start), (result.Verdict, clock.Resets, api.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Without_a_clock_it_does_not_apply_and_says_why()
    {
        var result = await DemoSuite.Of(Expiry).RunOneAsync(new DemoApi(), t => t with { Clock = null });
        Assert.Equal(
            (
                Verdict.NotApplicable,
                "The target's clock cannot be moved, and PT59M is longer than the run may wait. Give it one that can be, Target.Clock, or wait with Target.WaitForExpiry."
            ),
            (result.Verdict, result.Reason)
        );
    }

    [Theory]
    [InlineData(59, Verdict.Passed)]
    [InlineData(58, Verdict.NotApplicable)]
    public async Task Without_a_clock_it_waits_as_long_as_it_may(int minutes, Verdict expected)
    {
        var api = new DemoApi();
        var waits = new List<TimeSpan>();
        var time = new WaitingClock(
            d => d == TimeSpan.FromMinutes(59) || d == TimeSpan.FromMinutes(2),
            d =>
            {
                waits.Add(d);
                api.Clock.Advance(d);
            }
        );
        var result = await DemoSuite
            .Of(Expiry)
            .RunOneAsync(
                api,
                t => t with { Clock = null, WaitForExpiry = TimeSpan.FromMinutes(minutes) },
                new RunSettings { Time = time, ScenarioTimeout = TimeSpan.FromMinutes(30) }
            );
        Assert.True(result.Verdict == expected, result.Describe());
        Assert.Equal(expected == Verdict.Passed ? [TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(2)] : [], waits);
    }

    [Fact]
    public async Task Scenarios_that_move_the_clock_run_alone()
    {
        var api = new DemoApi();
        await using var server = await DemoServer.StartAsync(api);
        var others = string.Concat(
            Enumerable.Range(1, 8).Select(i => $"Scenario: Other {i}\nGiven a session\nWhen the session logs out\nThen it is accepted\n\n")
        );
        using var run = DemoSuite
            .Of(Expiry + "\n" + Expiry.Replace("Expires", "Expires too", StringComparison.Ordinal) + "\n" + others)
            .Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) }, new RunSettings { Workers = 4 });
        var under = new HashSet<string>();
        await foreach (var happened in run.RunAsync(TestContext.Current.CancellationToken))
        {
            if (happened is ScenarioBegun started)
            {
                under.Add(started.Name);
                Assert.True(
                    under.Count == 1 || !under.Any(n => n.StartsWith("Expires", StringComparison.Ordinal)),
                    string.Join(", ", under)
                );
            }
            else if (happened is ScenarioJudged finished)
            {
                under.Remove(finished.Result.Name);
                Assert.Equal(Verdict.Passed, finished.Result.Verdict);
            }
        }
    }

    [Fact]
    public async Task Rows_that_move_the_clock_run_alone_too()
    {
        var api = new WatchingApi();
        await using var server = await DemoServer.StartAsync(api);
        var suite = DemoSuite.Of(Expiry + "\nScenario: Other\nGiven a session\nWhen the session logs out\nThen it is accepted\n");
        using var run = suite.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        var rows = Enumerable.Range(0, 30).Select(i => suite.Scenarios[i % 5 == 2 ? 0 : 1]);
        var results = await Task.WhenAll(rows.Select(r => run.RunAsync(r, TestContext.Current.CancellationToken)));
        Assert.All(results, r => Assert.True(r.Verdict == Verdict.Passed, r.Describe()));
        Assert.Equal(0, api.LoginsWhileMoved);
    }

    [Fact]
    public async Task A_row_that_moves_the_clock_waits_for_those_under_way()
    {
        var api = new HoldingApi();
        await using var server = await DemoServer.StartAsync(api);
        var suite = DemoSuite.Of(Expiry + "\nScenario: Other\nGiven a session\nWhen the session logs out\nThen it is accepted\n");
        using var run = suite.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        var underWay = run.RunAsync(suite.Scenarios[1], TestContext.Current.CancellationToken);
        await api.Held;
        using var stop = new CancellationTokenSource();
        var waiting = run.RunAsync(suite.Scenarios[0], stop.Token);

        // Long enough for the login that must not come.
        using var http = new HttpClient();
        for (var i = 0; i < 20; i++)
            await http.GetAsync(new Uri(server.Address, "/api/me"), TestContext.Current.CancellationToken);
        Assert.Equal(1, api.Logins);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        api.Release();
        Assert.Equal(Verdict.Passed, (await underWay).Verdict);

        // Who gave up waiting holds up nobody.
        var next = await run.RunAsync(suite.Scenarios[0], TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Passed, next.Verdict);
    }

    [Theory]
    [InlineData(401, "{}", "answered 401, and the clock was not moved. Check the address of the control API.")]
    [InlineData(200, "<html>", "cannot be used: ")]
    public async Task A_control_api_that_does_not_work_makes_it_inconclusive(int status, string body, string reason)
    {
        await using var control = RawServer.Answers(status, body);
        using var clock = new ControlApiClock(new Uri(control.Address, "/__admin"));
        var result = await DemoSuite.Of(Expiry).RunOneAsync(new DemoApi(), t => t with { Clock = clock });
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Contains($"{control.Address}__admin/clock ", result.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_api_that_is_not_there_makes_it_inconclusive()
    {
        using var clock = new ControlApiClock(RawServer.Nothing());
        var result = await DemoSuite.Of(Expiry).RunOneAsync(new DemoApi(), t => t with { Clock = clock });
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.EndsWith("Check its address.", result.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ClockException>(() => clock.NowAsync(TestContext.Current.CancellationToken));
    }

    private sealed class WatchingApi : DemoApi
    {
        private readonly DateTimeOffset _start = new TestKit.ManualClock().GetUtcNow();
        private int _loginsWhileMoved;

        public int LoginsWhileMoved => _loginsWhileMoved;

        protected override Task LogInAsync(HttpContext http, string body)
        {
            if (Clock.GetUtcNow() != _start)
                Interlocked.Increment(ref _loginsWhileMoved);
            return base.LogInAsync(http, body);
        }
    }

    /// <summary>Holds every logout until it is released.</summary>
    private sealed class HoldingApi : DemoApi
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _logins;

        public Task Held => _held.Task;

        public int Logins => _logins;

        public void Release() => _released.SetResult();

        protected override Task LogInAsync(HttpContext http, string body)
        {
            Interlocked.Increment(ref _logins);
            return base.LogInAsync(http, body);
        }

        protected override async Task LogOutAsync(HttpContext http, string body)
        {
            _held.TrySetResult();
            await _released.Task;
            await base.LogOutAsync(http, body);
        }
    }
}
