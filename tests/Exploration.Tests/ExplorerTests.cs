using Conformance.Reference;
using Conformance.Verification.Results;

namespace Conformance.Exploration.Tests;

public sealed class ExplorerTests
{
    private static readonly ExplorationSettings Small = new() { Seed = 7, Sequences = 12 };

    public static TheoryData<string> Apis => [.. ReferenceApis.Names];

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_clean_server_shows_nothing(string api)
    {
        await using var server = await ExploredServer.StartAsync(api);

        var result = await server.ExploreAsync(Small);

        Assert.True(result.Run.Outcome == Outcome.Passed, result.Feature ?? string.Join('\n', result.Run.Obstacles));
        Assert.Empty(result.Found);
        Assert.Null(result.Feature);
        Assert.Equal(12, result.Sequences);
        Assert.True(result.Operations > 200, $"only {result.Operations} requests");
    }

    [Theory]
    [InlineData("nethesis", "NET-07-access-survives", 3)]
    [InlineData("nethesis", "ANY-third-generation-survives", 5)]
    [InlineData("nethesis", "ANY-dead-logout-ends-all", 5)]
    [InlineData("sig", "ANY-sibling-ended", 4)]
    [InlineData("fincode", "RFC9700-4.14.2-family-survives", 4)]
    [InlineData("bankezy", "WSTG-SESS-06-renew-takes-revoked", 3)]
    [InlineData("rinne", "RIN-07-blacklist-a-use-late", 4)]
    [InlineData("sig", "ANY-later-ten-minutes", 4)]
    [InlineData("cookies", "ANY-idle-never-ends", 3)]
    [InlineData("cookies", "ANY-dead-listed", 4)]
    [InlineData("cookies", "ANY-end-one-ends-none", 4)]
    [InlineData("cookies", "ANY-password-ends-none", 4)]
    [InlineData("cookies", "ANY-ticket-survives", 5)]
    [InlineData("grants", "ANY-grace-outlives-logout", 4)]
    [InlineData("everywhere", "ANY-siblings-survive", 4)]
    public async Task What_is_broken_is_found_shrunk_and_written_as_a_scenario_that_only_the_broken_server_fails(
        string api,
        string mutant,
        int shortest
    )
    {
        await using var broken = await ExploredServer.StartAsync(api, mutant);
        await using var clean = await ExploredServer.StartAsync(api);

        var result = await broken.ExploreAsync(new ExplorationSettings { Sequences = 150, MaxFindings = 1 });

        var found = Assert.Single(result.Found);
        Assert.True(found.Length <= shortest, result.Feature);
        Assert.Equal(Outcome.Failed, result.Run.Outcome);
        Assert.Single(result.Run.Findings);
        var scenario = Assert.Single(result.Run.Scenarios);
        Assert.Equal(Verdict.Failed, scenario.Verdict);
        Assert.NotEmpty(scenario.Exchanges);
        Assert.All(await broken.VerifyAsync(result.Feature!), r => Assert.True(r.Verdict == Verdict.Failed, r.Describe()));
        Assert.All(await clean.VerifyAsync(result.Feature!), r => Assert.True(r.Verdict == Verdict.Passed, r.Describe()));
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_clean_server_shows_nothing_to_requests_at_the_same_time(string api)
    {
        await using var server = await ExploredServer.StartAsync(api);

        var result = await server.ExploreAsync(Small with { Parallel = 4 });

        Assert.True(result.Run.Outcome == Outcome.Passed, result.Feature ?? string.Join('\n', result.Run.Obstacles));
        Assert.Empty(result.Found);
    }

    [Theory]
    [InlineData("nethesis", "RFC9700-4.14.2-redeemed-twice-at-once")]
    [InlineData("fincode", "RFC9700-4.14.2-redeemed-twice-at-once")]
    [Trait("Category", "Slow")]
    public async Task What_shows_only_where_requests_meet_is_found_when_they_are_sent_at_once(string api, string mutant)
    {
        await using var broken = await ExploredServer.StartAsync(api, mutant);
        await using var clean = await ExploredServer.StartAsync(api);
        var settings = new ExplorationSettings { Sequences = 60, MaxFindings = 1 };

        var alone = await broken.ExploreAsync(settings with { Sequences = 15 });
        var together = await broken.ExploreAsync(settings with { Parallel = 3 });

        Assert.Empty(alone.Found);
        var found = Assert.Single(together.Found);
        Assert.True(found.Length <= 3, together.Feature);
        Assert.Contains("When these are done at the same time:", together.Feature, StringComparison.Ordinal);
        Assert.Contains("| session | does |", together.Feature, StringComparison.Ordinal);
        Assert.All(await broken.VerifyAsync(together.Feature!), r => Assert.True(r.Verdict == Verdict.Failed, r.Describe()));
        Assert.All(await clean.VerifyAsync(together.Feature!), r => Assert.True(r.Verdict == Verdict.Passed, r.Describe()));
    }

    [Theory]
    [InlineData("rinne", "RIN-06-blacklist", "RIN-06=blacklist")]
    [InlineData("bankezy", "BKZ-09-access-kept", "BKZ-09=kept")]
    public async Task A_server_that_follows_another_reading_is_told_and_not_judged(string api, string mutant, string reading)
    {
        await using var server = await ExploredServer.StartAsync(api, mutant);

        var result = await server.ExploreAsync(Small);

        Assert.True(result.Run.Outcome == Outcome.Passed, result.Feature);
        Assert.Contains(result.Run.Notices, n => n.Contains(reading, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cannot_log_in_again_is_found_though_no_sequence_can_show_it_twice()
    {
        await using var server = await ExploredServer.StartAsync("sig", "SIG-09-login-refused");

        var result = await server.ExploreAsync(new ExplorationSettings());

        Assert.Equal(Outcome.Failed, result.Run.Outcome);
        Assert.Contains("logs out", result.Feature, StringComparison.Ordinal);
        Assert.Contains("can log in", result.Feature, StringComparison.Ordinal);
        var scenario = result.Run.Scenarios[0];
        Assert.Equal(403, scenario.Exchanges[^1].Status);
    }

    [Fact]
    public async Task The_same_seed_asks_the_same_and_another_seed_something_else()
    {
        var requests = new List<int>();
        foreach (var seed in (ulong[])[1, 1, 2])
        {
            await using var server = await ExploredServer.StartAsync("sig");
            requests.Add((await server.ExploreAsync(new ExplorationSettings { Seed = seed, Sequences = 4 })).Operations);
        }

        Assert.Equal(requests[0], requests[1]);
        Assert.NotEqual(requests[0], requests[2]);
    }

    [Fact]
    public async Task What_is_written_and_told_holds_no_password_and_no_token()
    {
        await using var server = await ExploredServer.StartAsync("nethesis", "NET-07-access-survives");

        var result = await server.ExploreAsync(new ExplorationSettings { MaxFindings = 1 });

        var told = result.Feature + string.Concat(result.Run.Scenarios.Select(s => s.Describe()));
        Assert.Contains("«access#1", told, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", told, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_not_judged()
    {
        await using var server = await ExploredServer.StartAsync("sig");

        var result = await server.ExploreAsync(Small, target => target with { BaseUrl = new Uri("http://127.0.0.1:1/") });

        Assert.Equal(Outcome.NotJudged, result.Run.Outcome);
        Assert.Contains("127.0.0.1:1", Assert.Single(result.Run.Obstacles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_user_nothing_is_judged()
    {
        await using var server = await ExploredServer.StartAsync("sig");

        var result = await server.ExploreAsync(Small, target => target with { Users = [] });

        Assert.Equal(Outcome.NotJudged, result.Run.Outcome);
        Assert.Contains("user", Assert.Single(result.Run.Obstacles), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_bound_of_no_time_is_told_and_not_judged()
    {
        await using var server = await ExploredServer.StartAsync("sig");

        var result = await server.ExploreAsync(Small with { Time = TimeSpan.Zero });

        Assert.Equal(Outcome.NotJudged, result.Run.Outcome);
        Assert.Contains("No sequence", Assert.Single(result.Run.Obstacles), StringComparison.Ordinal);
    }
}
