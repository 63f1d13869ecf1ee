using Conformance.Proxying.Traffic;
using Conformance.Reference;
using Conformance.Reference.Switches;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Tests;

/// <summary>Traffic of the reference servers: nothing is found at a clean one, and a broken one is told of in the very exchange.</summary>
public sealed class TrafficTests
{
    public static TheoryData<string> Apis => [.. ReferenceApis.OnStubs];

    public static TheoryData<string, Mutant, string, string> Mutants =>
        new()
        {
            { "sig", SigMutants.RefreshSurvives, "ANY-03", Journey.RefreshAfterLogout },
            { "sig", SigMutants.JwtRevoked, "ANY-04", Journey.UseAfterLogout },
            { "sig", AnswerMutants.WrongMediaType, "ANY-19", Journey.Login },
            { "fincode", FincodeMutants.AccessSurvives, "ANY-02", Journey.UseAfterLogout },
            { "fincode", FincodeMutants.RefreshSurvives, "ANY-03", Journey.RefreshAfterLogout },
            { "fincode", SessionMutants.ReplayAccepted, "ANY-21", Journey.Replay },
            { "fincode", SessionMutants.SiblingEnded, "ANY-72", Journey.Logout },
            { "nethesis", SessionMutants.SiblingEnded, "ANY-05", Journey.UseSibling },
            { "fincode", SessionMutants.AcceptedOnce, "ANY-02", Journey.UseAfterLogout },
            { "nethesis", NethesisMutants.AccessSurvives, "ANY-02", Journey.UseAfterLogout },
            { "nethesis", NethesisMutants.RefreshSurvives, "ANY-03", Journey.RefreshAfterLogout },
            { "nethesis", SessionMutants.EverybodyEnded, "ANY-06", Journey.UseOther },
            { "nethesis", SessionMutants.Answers200, "ANY-02", Journey.UseAfterLogout },
            { "nethesis", SessionMutants.RevivedByLogin, "ANY-02", Journey.UseAfterLogin },
        };

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Nothing_is_found_at_a_clean_server(string api)
    {
        await using var server = await ReferenceServer.StartAsync(api, cancellationToken: TestContext.Current.CancellationToken);
        await using var watch = await Watch.StartAsync(Watch.BuiltIn(api), server.BaseAddress);
        await Journey.RunAsync(watch, api);
        Assert.DoesNotContain((await watch.SeenAsync()), s => s.Verdict is Verdict.Failed or Verdict.Warning);
        var run = (await watch.RunAsync());
        Assert.Empty(run.Findings);
        Assert.Equal((Outcome.Passed, true), (run.Outcome, run.TriesLogout));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task A_broken_server_is_told_of_in_the_exchange_that_shows_it(string api, Mutant mutant, string rule, string what)
    {
        await using var server = await ReferenceServer.StartAsync(
            api,
            new ReferenceOptions { Mutants = [mutant] },
            TestContext.Current.CancellationToken
        );
        await using var watch = await Watch.StartAsync(Watch.BuiltIn(api), server.BaseAddress);
        var numbers = await Journey.RunAsync(watch, api);
        var told = (await watch.SeenAsync()).First(s => s.Verdict == Verdict.Failed && s.Rule == rule);
        Assert.Equal(numbers[what], told.Number);
        Assert.NotNull(told.Exchange);
        var run = (await watch.RunAsync());
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.Contains(run.Findings, f => f.Requirements.Contains(rule));
    }

    [Fact]
    public async Task A_dead_token_that_is_let_in_is_told_with_the_logout_that_ended_it()
    {
        await using var server = await ReferenceServer.StartAsync(
            "fincode",
            new ReferenceOptions { Mutants = [FincodeMutants.AccessSurvives] },
            TestContext.Current.CancellationToken
        );
        await using var watch = await Watch.StartAsync(Watch.BuiltIn("fincode"), server.BaseAddress);
        await Journey.RunAsync(watch, "fincode");
        var told = (await watch.SeenAsync()).First(s => s.Verdict == Verdict.Failed);
        Assert.Equal("GET /usermanagement/profile lets in a revoked token.", told.Sentence);
        Assert.Matches(@"^200 .*, [\d.]+ m?s after PUT /securitymanagement/logout had ended access#1$", told.Miss!.Found);
        var again = (await watch.SeenAsync()).Where(s => s.Rule == "ANY-02").ToList();
        Assert.Single(again);
        var finding = Assert.Single((await watch.RunAsync()).Findings, f => f.Key == "lets-in revoked access");
        Assert.NotNull(finding.SinceLogout);
        Assert.Equal("logout", (await watch.RunAsync()).Scenarios.First(s => s.Miss is not null).Exchanges[0].Label);
    }

    [Fact]
    public async Task What_a_document_leaves_open_is_a_review_until_a_reading_is_chosen()
    {
        await using var server = await ReferenceServer.StartAsync(
            "bankezy",
            new ReferenceOptions { Mutants = [BankezyMutants.AccessKept] },
            TestContext.Current.CancellationToken
        );
        await using var open = await Watch.StartAsync(Watch.BuiltIn("bankezy"), server.BaseAddress);
        await Journey.RunAsync(open, "bankezy");
        Assert.DoesNotContain((await open.SeenAsync()), s => s.Verdict == Verdict.Failed);
        Assert.Contains((await open.SeenAsync()), s => s is { Verdict: Verdict.Review, Rule: "ANY-02" });
        await using var chosen = await Watch.StartAsync(Watch.BuiltIn("bankezy", ("BKZ-09", "revoked")), server.BaseAddress);
        await Journey.RunAsync(chosen, "bankezy");
        Assert.Contains((await chosen.SeenAsync()), s => s is { Verdict: Verdict.Failed, Rule: "ANY-02" });
        Assert.Equal(Outcome.Failed, (await chosen.RunAsync(new TrafficRunSettings())).Outcome);
    }
}
