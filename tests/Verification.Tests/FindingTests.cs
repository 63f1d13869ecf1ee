using Conformance.Verification.Results;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>One cause is one finding, however many checks meet it, and nothing that only stands on it is told as another failure.</summary>
public sealed class FindingTests
{
    [Fact]
    public async Task A_sound_server_gives_no_finding_but_advice()
    {
        var run = await DemoSuite.Whole.RunAsync(new DemoApi());
        Assert.DoesNotContain(run.Findings, f => f.Severity != FindingSeverity.Advice);
    }

    [Fact]
    public async Task A_token_that_survives_is_one_finding_of_all_checks_that_saw_it()
    {
        var run = await DemoSuite.Whole.RunAsync(new AccessSurvivesLogout());
        var finding = Only(run);
        Assert.Equal("lets-in revoked access", finding.Key);
        Assert.Equal("GET /me lets in a revoked token.", finding.Cause);
        Assert.Equal(["GET /me"], finding.Operations);
        Assert.Equal("#/paths/~1logout/post/x-session/revokes", finding.Pointer);
        Assert.True(finding.At.Line > 1);
        Assert.Contains("DEM-01", finding.Requirements);
        Assert.Contains("ANY-02", finding.Requirements);
        Assert.DoesNotContain("ANY-19", finding.Requirements);
        Assert.True(finding.SeenBy.Length > 3);
        Assert.Equal((true, 1), (finding.SinceLogout >= TimeSpan.Zero, finding.Try));
        Assert.Contains(
            run.Scenarios.Single(s => s.Id == finding.SeenBy[0].Scenario).Exchanges,
            e => e.Number == finding.SeenBy[0].Exchange && e.Status == 200
        );
    }

    [Fact]
    public async Task Tells_at_which_try_after_the_logout_a_token_was_let_in() =>
        Assert.Equal(2, Only(await DemoSuite.Of(TwoTries).RunAsync(new LetsTheSecondUseIn())).Try);

    // "Was it refused" and "in the documented form" are two questions.
    [Fact]
    public async Task A_refusal_with_another_status_fails_the_rule_of_forms_alone_and_once()
    {
        var run = await DemoSuite.Whole.RunAsync(new RefusesUsesWith(403, new { error = "token" }));
        var finding = Only(
            run,
            f => f.Key.StartsWith("status ", StringComparison.Ordinal) && f.Key.Contains(" token ", StringComparison.Ordinal)
        );
        Assert.Equal("status token 401 403", finding.Key);
        Assert.Equal(["ANY-19"], finding.Requirements);
        foreach (var id in (string[])["ANY-02", "ANY-09", "ANY-10", "ANY-11", "ANY-12", "ANY-28", "DEM-01"])
            Assert.True(Verdict.Passed == Of(run, id), $"{id}: {Of(run, id)}");
        Assert.Equal(Verdict.Failed, Of(run, "ANY-19"));
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    [Fact]
    public async Task An_undocumented_success_of_the_logout_is_one_finding_and_the_tokens_are_tried_all_the_same()
    {
        var run = await DemoSuite.Whole.RunAsync(new AnswersTheLogoutWith(202));
        var finding = Only(run);
        Assert.Equal("success POST /logout 202", finding.Key);
        Assert.Contains("ANY-01", finding.Requirements);
        Assert.Equal((Verdict.Passed, Verdict.Passed), (Of(run, "ANY-02"), Of(run, "ANY-03")));
        Assert.Equal((Verdict.Failed, Outcome.Failed, true), (Of(run, "ANY-01"), run.Outcome, run.TriesLogout));
    }

    [Fact]
    public async Task A_logout_that_does_not_succeed_is_told_once_and_what_stands_on_it_is_not_judged()
    {
        var run = await DemoSuite.Whole.RunAsync(new AnswersTheLogoutWith(409));
        var finding = Only(run, f => f.Key.StartsWith("logout-fails", StringComparison.Ordinal));
        Assert.Contains("ANY-01", finding.Requirements);
        Assert.Contains("ANY-02", finding.Unjudged);
        Assert.Equal(Verdict.Inconclusive, Of(run, "ANY-02"));
        Assert.True(finding.StandingOnIt.Length > 5);
        foreach (var id in finding.StandingOnIt)
            Assert.Contains("409", run.Scenarios.Single(s => s.Id == id).Reason, StringComparison.Ordinal);
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    [Fact]
    public async Task A_check_that_alone_met_what_another_asks_for_has_seen_it_itself()
    {
        var run = await DemoSuite
            .Of(
                "@must\nScenario: One\nGiven a session\nWhen the session logs out\nThen the logout succeeds\nAnd the access token of the session is refused\n"
            )
            .RunAsync(new AnswersTheLogoutWith(409));
        Assert.Equal((Outcome.Failed, Verdict.Failed), (run.Outcome, run.Scenarios.Single().Verdict));
        Assert.StartsWith("logout-fails", Only(run).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_a_logout_is_a_finding_of_the_target()
    {
        var run = await DemoSuite.Whole.RunAsync(new BreaksOffAfterLogout());
        Assert.Equal("breaks-after-logout", Only(run).Key);
        Assert.Equal((Verdict.Failed, Outcome.Failed), (Of(run, "ANY-02"), run.Outcome));
    }

    [Fact]
    public async Task Tokens_that_a_login_just_gave_and_nobody_takes_are_a_finding_of_the_target()
    {
        var run = await DemoSuite.Whole.RunAsync(new RefusesFreshTokens());
        var finding = Only(run, f => f.Key == "fresh-token-refused");
        Assert.Contains("ANY-20", finding.Requirements);
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    // Whoever takes an unsigned token at the operations takes it at the logout as well.
    [Fact]
    public async Task The_same_bad_token_at_several_operations_is_one_finding()
    {
        var finding = Only(
            await DemoSuite.Whole.RunAsync(new TrustsUnsignedTokens()),
            f => f.Key.StartsWith("lets-in", StringComparison.Ordinal)
        );
        Assert.Equal("lets-in an unsigned access token", finding.Key);
        Assert.Equal(["GET /me", "POST /logout"], finding.Operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_step_of_nobody_knows_misses_is_a_finding_at_its_feature()
    {
        var run = await DemoSuite
            .Of("@must\nScenario: One\nGiven a session\nWhen the session logs out\nThen the answer is 299\n")
            .RunAsync(new DemoApi());
        var finding = Only(run);
        Assert.Equal(("299", FindingSeverity.Must), (finding.Expected, finding.Severity));
        Assert.Empty(finding.Requirements);
    }

    private const string TwoTries =
        "@must\nScenario: One\nGiven a session\nWhen the session logs out\nThen the access token of the session is refused\nAnd the access token of the session is refused\n";

    private static Finding Only(ContractRun run, Predicate<Finding>? which = null)
    {
        var found = run.Findings.Where(f => f.Severity == FindingSeverity.Must && which?.Invoke(f) != false).ToList();
        Assert.True(found.Count == 1, string.Join("\n", run.Findings.Select(f => $"{f.Severity} {f.Key}: {f}")));
        return found[0];
    }

    private static Verdict? Of(ContractRun run, string id) => run.Requirements.Single(r => r.Requirement.Id == id).Verdict;
}
