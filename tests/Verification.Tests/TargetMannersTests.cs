using System.Collections.Concurrent;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>A stranger's server is asked as its owner would want: no faster, no longer and no more than agreed.</summary>
public sealed class TargetMannersTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Comes_again_when_it_is_told_to(int status)
    {
        var run = await DemoSuite.Whole.RunAsync(new AsksToComeAgain("0", status));
        run.EnsureConforms();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Blames_the_target_for_nothing_when_the_wait_is_longer_than_agreed(int status)
    {
        var run = await DemoSuite.Whole.RunAsync(
            new AsksToComeAgain("3600", status),
            configure: t => t with { MaxWait = TimeSpan.FromSeconds(5) }
        );
        Assert.Equal((Outcome.NotJudged, 0), (run.Outcome, run.Count(Verdict.Failed)));
        Assert.DoesNotContain(run.Findings, f => f.Severity == FindingSeverity.Must);
        Assert.Contains(run.Scenarios, s => s.Reason?.Contains($"{status}", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Ends_the_whole_run_after_the_time_that_was_given()
    {
        await using var server = new RawServer((_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop));
        using var run = DemoSuite.Whole.Against(
            DemoSuite.At(server.Address) with
            {
                RequestTimeout = TimeSpan.FromMinutes(5),
            },
            new RunSettings { TimeLimit = TimeSpan.FromMilliseconds(200) }
        );
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.NotJudged, result.Outcome);
        Assert.StartsWith("The run was ended by its time limit after 0 of ", Assert.Single(result.Obstacles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_it_is_and_which_types_it_takes()
    {
        var api = new Recording();
        await DemoSuite.Of("Scenario: One\nGiven a session\n").RunAsync(api);
        Assert.All(api.Seen, h => Assert.Equal(("application/json", "conform"), (h.Accept, h.UserAgent)));
        Assert.NotEmpty(api.Seen);
    }

    [Fact]
    public async Task Leaves_out_what_the_contract_does_not_document_where_that_is_not_allowed()
    {
        var api = new Recording();
        var run = await DemoSuite.Whole.RunAsync(api, configure: t => t with { AllowsUndocumented = false });
        Assert.Equal((Outcome.Passed, true), (run.Outcome, run.LeftOut > 5));
        Assert.All(
            run.Scenarios.Where(s => s.IsLeftOut && !IsTooDeep(s)),
            s =>
                Assert.Equal(
                    (Verdict.NotApplicable, true, 0),
                    (s.Verdict, s.Reason!.Contains("Target.AllowsUndocumented", StringComparison.Ordinal), s.Exchanges.Length)
                )
        );
        Assert.DoesNotContain(api.Seen, h => h.Method is "PUT" or "PATCH" or "DELETE" || h.Query.Length > 0);
        Assert.All((await DemoSuite.Whole.RunAsync(new DemoApi())).Scenarios.Where(s => s.IsLeftOut), s => Assert.True(IsTooDeep(s)));
    }

    [Fact]
    public async Task Sends_less_the_shallower_it_goes_and_counts_it()
    {
        var counts = new List<int>();
        foreach (var depth in Enum.GetValues<RunDepth>())
        {
            var api = new Recording();
            var run = await DemoSuite.Whole.RunAsync(api, new RunSettings { Depth = depth });
            run.EnsureConforms();

            // Some of what is no HTTP the server's own library turns away.
            Assert.InRange(api.Seen.Count, depth == RunDepth.Quick ? run.Requests : run.Requests * 9 / 10, run.Requests);
            counts.Add(run.Requests);
        }

        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[0] < counts[1] && counts[1] < counts[2], string.Join(", ", counts));
    }

    [Fact]
    public async Task Sends_wrong_passwords_when_nobody_else_logs_in()
    {
        var run = await DemoSuite.Whole.RunAsync(new DemoApi());
        var apart = run.Scenarios.Where(s => s.Tags.Contains("runs-apart") && s.Verdict != Verdict.NotApplicable).ToList();
        Assert.NotEmpty(apart);
        var others = run
            .Scenarios.Except(apart)
            .Where(s => !s.Tags.Contains("runs-last") && s.Verdict != Verdict.NotApplicable)
            .Max(s => s.StartedAt + s.Duration);
        Assert.All(apart, s => Assert.True(s.StartedAt + TimeSpan.FromMilliseconds(50) >= others, s.Name));
    }

    [Fact]
    public async Task Has_its_users_made_before_it_asks_anything()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "made.txt");
        await using var server = await DemoServer.StartAsync(new DemoApi());
        var command = $"echo \"$CONFORM_USER at $CONFORM_BASE_URL\" >> '{file}'; test -n \"$CONFORM_PASSWORD\"";
        using var run = DemoSuite
            .Of("Scenario: One\nGiven a session\n")
            .Against(DemoSuite.At(server.Address) with { Setup = new CommandSetup(command, server.Address, TimeSpan.FromMinutes(1)) });
        Assert.Equal(Outcome.Passed, (await run.RunToEndAsync(TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(
            [$"ann at {server.Address.AbsoluteUri}", $"ben at {server.Address.AbsoluteUri}"],
            await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Is_not_judged_when_its_users_cannot_be_made()
    {
        var api = new Recording();
        var run = await DemoSuite.Whole.RunAsync(
            api,
            configure: t => t with { Setup = new CommandSetup("echo no database >&2; exit 3", t.BaseUrl, TimeSpan.FromMinutes(1)) }
        );
        Assert.Equal(
            (Outcome.NotJudged, "The setup command ended with exit code 3 and said \"no database\". Run it by hand to see why."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
        Assert.Empty(api.Seen);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(412)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task Another_method_may_be_turned_away_with_any_status_that_logs_nobody_out(int status)
    {
        var run = await DemoSuite.Whole.RunAsync(new TurnsMethodsAway(status));
        Assert.Equal(Verdict.Passed, run.Requirements.Single(r => r.Requirement.Id == "ANY-17").Verdict);
    }

    [Theory]
    [InlineData(200, "message")]
    [InlineData(500, "error")]
    public async Task Another_method_is_not_answered_as_the_logout_is_and_breaks_nothing(int status, string member)
    {
        var run = await DemoSuite.Whole.RunAsync(new TurnsMethodsAway(status, member));
        Assert.Equal(Verdict.Failed, run.Requirements.Single(r => r.Requirement.Id == "ANY-17").Verdict);
        Assert.Single(run.Findings, f => f.Requirements.Contains("ANY-17"));
    }

    /// <summary>A server may have more operations than its contract: at the path of a logout another one that tells of the session.</summary>
    [Fact]
    public async Task Another_method_may_be_an_operation_of_its_own()
    {
        var run = await DemoSuite.Whole.RunAsync(new TurnsMethodsAway(200, "user"));
        Assert.Equal(Verdict.Passed, run.Requirements.Single(r => r.Requirement.Id == "ANY-17").Verdict);
    }

    private sealed class TurnsMethodsAway(int status, string member = "error") : DemoApi
    {
        protected override Task RefuseMethodAsync(HttpContext http) =>
            SendAsync(http, status, new Dictionary<string, string> { [member] = "method" });
    }

    private sealed class Recording : DemoApi
    {
        public ConcurrentBag<(string Method, string Query, string Accept, string UserAgent)> Seen { get; } = [];

        public override Task HandleAsync(HttpContext http)
        {
            var request = http.Request;
            Seen.Add(
                (request.Method, request.QueryString.ToString(), request.Headers.Accept.ToString(), request.Headers.UserAgent.ToString())
            );
            return base.HandleAsync(http);
        }
    }

    private static bool IsTooDeep(ScenarioResult scenario) => scenario.Reason!.Contains("RunDepth.Deep", StringComparison.Ordinal);
}
