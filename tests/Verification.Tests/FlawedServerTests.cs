using Conformance.Verification.Results;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>Each mistake that an implementation can make is found by the scenario that is there for it, and a sound one passes.</summary>
public sealed class FlawedServerTests
{
    [Fact]
    public async Task A_sound_server_passes_every_scenario()
    {
        var run = await DemoSuite.Whole.RunAsync(new DemoApi());
        run.EnsureConforms();
        Assert.DoesNotContain(
            run.Scenarios,
            s => s.Verdict is not (Verdict.Passed or Verdict.Warning or Verdict.Review or Verdict.NotApplicable)
        );
        Assert.True(run.Count(Verdict.Passed) > 70, $"{run.Count(Verdict.Passed)} passed");
    }

    public static TheoryData<Type, string, string> Flaws =>
        new()
        {
            { typeof(AccessSurvivesLogout), "ANY-02", "A revoked access token opens nothing any more" },
            { typeof(AccessSurvivesLogout), "DEM-01", "The access token is dead" },
            { typeof(RefreshSurvivesLogout), "ANY-03", "A revoked refresh token gives no new tokens" },
            { typeof(RefusesWithNotFound), "ANY-02", "A revoked access token opens nothing any more" },
            { typeof(RefusesWithNotFound), "ANY-03", "A revoked refresh token gives no new tokens" },
            { typeof(RefusesWithSuccess), "ANY-02", "A revoked access token opens nothing any more" },
            { typeof(TrustsUnsignedTokens), "ANY-12", "An unsigned access token opens nothing" },
            { typeof(TrustsUnsignedTokens), "ANY-12", "A logout with an unsigned access token is refused and changes nothing" },
            { typeof(AnswersInAnotherEnvelope), "ANY-19", "Nobody gets in without a token" },
            { typeof(EndsEverySession), "ANY-05", "Another session of the same user lives on" },
            { typeof(EndsEverySession), "ANY-06", "The session of another user lives on" },
            { typeof(EndsTheSessionAlthoughItRefuses), "ANY-16", "A broken body is refused and changes nothing" },
            { typeof(LetsTheFirstUseIn), "ANY-02", "A revoked access token opens nothing any more" },
            { typeof(LetsTheSecondUseIn), "ANY-02", "A revoked access token opens nothing any more" },
            { typeof(AcceptsWrongPasswords), "ANY-27", "A login with a wrong password is refused" },
            { typeof(BreaksAtTheSecondLogout), "ANY-07", "A second logout does not break the server" },
            { typeof(BreaksAtTheSecondLogout), "ANY-25", "Two logouts at once leave no access token alive" },
            { typeof(EndsTheSessionAfterItsAnswer), "ANY-23", "No use of the access token is let in once the logout was answered" },
            { typeof(RedeemsARefreshTokenTwice), "ANY-24", "A refresh token is redeemed once at the most" },
            { typeof(IgnoresTheMethod), "ANY-17", "PUT logs nobody out where the contract does not document it" },
            { typeof(IgnoresExpiry), "ANY-13", "An access token works until its lifetime is over, and no longer" },
        };

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task A_flaw_is_found_by_the_scenario_that_is_there_for_it(Type flaw, string requirement, string scenario)
    {
        var suite = DemoSuite.Whole;
        var intended = suite.Scenarios.Single(s => s.Name == scenario && s.Requirements.Contains(requirement));
        var api = (DemoApi)Activator.CreateInstance(flaw)!;
        await using var server = await DemoServer.StartAsync(api);
        using var run = suite.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        var result = await run.RunAsync(intended, TestContext.Current.CancellationToken);
        Assert.True(result.Verdict == Verdict.Failed, result.Describe());
        Assert.NotNull(result.Miss);
        Assert.True(result.Miss.Exchange is null || result.Exchanges.Any(e => e.Number == result.Miss.Exchange));
    }

    [Theory]
    [InlineData(typeof(AccessSurvivesLogout), "DEM-01")]
    [InlineData(typeof(RefreshSurvivesLogout), "DEM-02")]
    public async Task A_flaw_fails_the_run_and_the_requirement(Type flaw, string requirement)
    {
        var run = await DemoSuite.Whole.RunAsync((DemoApi)Activator.CreateInstance(flaw)!);
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.Equal(
            [requirement],
            run.Requirements.Where(r => r.Requirement.Family == RequirementFamily.Documented && r.Verdict == Verdict.Failed)
                .Select(r => r.Requirement.Id)
        );
    }
}
