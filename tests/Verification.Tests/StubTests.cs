using Conformance.TestKit;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>Steps about streams, users with look-alike names, made-up tokens that come with a login and every form of login and logout: a sound server passes, and one with a flaw is found by the scenario that is about it.</summary>
public sealed class StubTests
{
    public static TheoryData<StubFlaw, string> Flaws =>
        new()
        {
            { StubFlaw.StreamGoesOn, "What was open before a logout carries nothing after it" },
            { StubFlaw.EndsLookAlikes, "The session of a user with a look-alike name lives on" },
            { StubFlaw.TakesMadeUpTokens, "A made-up token that comes with a login is no name for its session" },
            { StubFlaw.LostDeviceEndsNothing, "A session ends in whatever documented form the logout is asked for" },
            { StubFlaw.RemembersForEver, "A session ends with its logout in whatever documented form it began" },
        };

    [Fact]
    public async Task A_sound_server_passes_each_of_them()
    {
        var run = await RunAsync(StubFlaw.None, [.. Flaws.Select(f => f.Data.Item2)]);
        run.EnsureConforms();
        Assert.All(run.Scenarios, s => Assert.True(s.Verdict == Verdict.Passed, s.Describe()));
        Assert.Equal(Flaws.Count, run.Scenarios.Length);
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task A_flaw_is_found_by_the_scenario_that_is_about_it_and_is_one_finding(StubFlaw flaw, string scenario)
    {
        var run = await RunAsync(flaw, [scenario]);
        Assert.Equal(Verdict.Failed, Assert.Single(run.Scenarios).Verdict);
        Assert.Single(run.Findings, f => f.Severity == FindingSeverity.Must);
    }

    private static async Task<ContractRun> RunAsync(StubFlaw flaw, IReadOnlyList<string> scenarios)
    {
        var api = new StubApi(flaw);
        await using var server = await DemoServer.StartAsync(api.HandleAsync);
        var all = ConformanceSuite.FromFolder(Repository.PathOf("tests", "Verification.Tests", "Stub"));
        var suite = ConformanceSuite.FromFolder(
            Repository.PathOf("tests", "Verification.Tests", "Stub"),
            new SuiteOptions { Scenarios = [.. all.Scenarios.Where(s => scenarios.Contains(s.Name)).Select(s => s.Id)] }
        );
        var target = DemoSuite.At(server.Address) with
        {
            Users = [new("ann", StubApi.Password), new("ben", StubApi.Password), new("Ann", StubApi.Password)],
        };
        using var run = suite.Against(target, new RunSettings { Workers = 1 });
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }
}
