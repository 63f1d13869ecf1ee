using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>Where a contract lets a token travel in several ways, each is verified (OpenAPI 3.1.1, section 4.8.30).</summary>
public sealed class AlternativeTests
{
    private const string Dead = "A revoked access token opens nothing any more";
    private const string EveryWay = "A live access token is accepted in every documented way";
    private const string EveryLogout = "A logout in each documented way revokes the access token";

    [Theory]
    [InlineData("[{bearer: []}, {cookie: []}]")]
    [InlineData("[{cookie: []}, {bearer: []}]")]
    [InlineData("[{}, {bearer: []}, {cookie: []}]")]
    [InlineData("[{bearer: []}, {}]")]
    [InlineData("[{cookie: []}, {}]")]
    [InlineData("[{bearer: []}, {basic: []}]")]
    [InlineData("[{bearer: []}, {key: []}]")]
    [InlineData("[{key: []}, {bearer: []}]")]
    public async Task A_sound_server_passes_and_one_whose_logout_ends_nothing_fails(string list)
    {
        var suite = Suite(list);
        (await suite.RunAsync(new TokenAnywhereApi())).EnsureConforms();
        var run = await suite.RunAsync(new Flawed());
        Assert.Equal((Outcome.Failed, Verdict.Failed), (run.Outcome, run.Requirements.Single(r => r.Requirement.Id == "ANY-02").Verdict));
        Assert.Contains("a revoked token at GET /me", Scenario(run, Dead).Miss!.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_token_that_is_refused_in_one_way_and_let_in_in_another_is_found_with_the_way()
    {
        var run = await Suite("[{bearer: []}, {cookie: []}]").RunAsync(new TokenAnywhereApi { ForgetsLogoutsOfCookies = true });
        Assert.Equal("401, as documented for a revoked token at GET /me by the cookie \"sid\"", Scenario(run, Dead).Miss?.Expected);
    }

    [Fact]
    public async Task A_logout_that_works_in_one_way_and_not_in_another_is_found()
    {
        var run = await Suite("[{bearer: []}, {cookie: []}]").RunAsync(new TokenAnywhereApi { IgnoresLogoutsByCookie = true });
        Assert.Equal((Verdict.Passed, Verdict.Failed), (Scenario(run, Dead).Verdict, Scenario(run, EveryLogout).Verdict));
    }

    [Theory]
    [InlineData(true, "the cookie \"sid\"")]
    [InlineData(false, "\"Authorization: Bearer\"")]
    public async Task A_server_that_takes_the_token_in_one_way_alone_is_verified_there(bool bearer, string closed)
    {
        var api = new TokenAnywhereApi { TakesBearer = bearer, TakesCookie = !bearer };
        var run = await Suite("[{bearer: []}, {cookie: []}]", bearer ? "bearer" : "cookie").RunAsync(api);
        run.EnsureConforms();
        Assert.Equal(Verdict.Passed, Scenario(run, Dead).Verdict);
        Assert.Equal(Verdict.NotApplicable, Scenario(run, EveryWay).Verdict);
        Assert.StartsWith(
            $"GET /me by {closed} answered a live access token with 401.",
            Scenario(run, EveryWay).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_way_that_the_contract_states_and_the_server_does_not_take_is_a_finding_that_hides_no_other()
    {
        var run = await Suite("[{bearer: []}, {cookie: []}]", "bearer, cookie").RunAsync(new TokenAnywhereApi { TakesCookie = false });
        Assert.Equal((Outcome.Failed, Verdict.Passed), (run.Outcome, Scenario(run, Dead).Verdict));
        Assert.Equal("200, as GET /me by the cookie \"sid\" documents its success", Scenario(run, EveryWay).Miss?.Expected);
        Assert.All(
            run.Scenarios.Where(s => s.Verdict == Verdict.Failed),
            s => Assert.Contains(s.Name, (string[])[EveryWay, EveryLogout, "A logout in each documented way revokes the refresh token"])
        );
    }

    [Fact]
    public async Task A_refresh_token_is_tried_where_the_refresh_asks_for_the_access_token_beside_it()
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo(("operationId: refresh\n      security: []\n", "operationId: refresh\n      security: [{bearer: []}]\n"));
        var suite = ConformanceSuite.FromFolder(demo);
        Assert.True(suite.Meets(ConformanceSuite.Conditions.Single(c => c.Tag == "needs-refresh-token")));
    }

    private static ScenarioResult Scenario(ContractRun run, string name) => run.Scenarios.Single(s => s.Name == name);

    /// <summary>The demo contract with this list at its logout and its protected operation.</summary>
    /// <param name="mapped">The schemes that the access token is mapped to; empty for what follows from their types.</param>
    private static ConformanceSuite Suite(string list, string mapped = "")
    {
        using var folder = new TemporaryFolder();
        return ConformanceSuite.FromFolder(
            folder.Demo(
                ("security: [{bearer: []}]", $"security: {list}"),
                (
                    "bearer: {type: http, scheme: bearer}",
                    "bearer: {type: http, scheme: bearer}\n    basic: {type: http, scheme: basic}\n    cookie: {type: apiKey, in: cookie, name: sid}\n    key: {type: apiKey, in: header, name: X-Key}"
                ),
                ("lifetime: PT1H}", mapped.Length > 0 ? $"lifetime: PT1H, scheme: [{mapped}]}}" : "lifetime: PT1H}")
            )
        );
    }

    private sealed class Flawed : TokenAnywhereApi
    {
        protected override bool Outlives(Token token) => true;
    }
}
