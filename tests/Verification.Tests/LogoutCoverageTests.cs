using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>A run in which nothing was seen of the logout is not green, and one that saw a part of it says so.</summary>
public sealed class LogoutCoverageTests
{
    private const string Refresh =
        "      x-session:\n        role: refresh\n        presents: {refresh: $request.body#/refresh}\n        issues: {access: $response.body#/access, refresh: $response.body#/refresh}\n";

    private const string Protected = "      security: [{bearer: []}]\n      x-session: {role: protected}\n";

    [Theory]
    [InlineData("      security: []\n")]
    [InlineData("      security: [{bearer: []}, {}]\n")]
    [InlineData("      security: [{bearer: []}]\n      x-session: {role: protected, tolerates: {access: [revoked]}}\n")]
    public async Task A_contract_with_nothing_to_try_a_token_at_is_not_green(string open)
    {
        using var folder = new TemporaryFolder();
        var run = await ConformanceSuite.FromFolder(folder.Demo((Refresh, ""), (Protected, open))).RunAsync(new DemoApi());
        Assert.True(run.Count(Verdict.Passed) > 0);
        Assert.Equal(
            (
                Outcome.NotJudged,
                "No token was tried after the logout, so nothing shows what POST /logout does: the contract has no operation at which a token could be tried. Give one that answers to live tokens alone \"x-session: {role: protected}\"."
            ),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Theory]
    [InlineData(Refresh, "")]
    [InlineData(Protected, "      security: []\n")]
    [InlineData("revokes: {access: session, refresh: session}", "revokes: {}")]
    public async Task What_a_refresh_or_a_protected_operation_shows_is_enough(string text, string other)
    {
        using var folder = new TemporaryFolder();
        var run = await ConformanceSuite.FromFolder(folder.Demo((text, other))).RunAsync(new DemoApi());
        Assert.True(run.TriesLogout);
        Assert.Empty(run.Obstacles);
    }

    [Fact]
    public async Task A_users_own_filter_leaves_the_logout_out_and_the_run_says_so()
    {
        var suite = ConformanceSuite.FromFolder("demo", new SuiteOptions { Requirements = ["ANY-27"] });
        var run = await suite.RunAsync(new DemoApi());
        Assert.Equal((Outcome.Passed, false), (run.Outcome, run.TriesLogout));
        Assert.Equal(["No token was tried after the logout, because no scenario that was chosen does so."], run.Notices);
    }

    [Fact]
    public async Task A_second_logout_is_verified_as_well()
    {
        using var folder = new TemporaryFolder();
        var second =
            "  /sessions:\n    delete:\n      operationId: everywhere\n      security: [{bearer: []}]\n      x-session: {role: logout, revokes: {access: user}}\n      responses: {'204': {description: Out.}}\n";
        var suite = ConformanceSuite.FromFolder(folder.Demo(("  /me:\n", second + "  /me:\n")));
        var run = await suite.RunAsync(new DemoApi());
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.Contains(run.Findings, f => f.Cause == "The documented logout, DELETE /sessions, does not succeed.");
        Assert.Empty((await DemoSuite.Whole.RunAsync(new DemoApi())).Notices);
    }
}
