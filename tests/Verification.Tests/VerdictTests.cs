using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>What a scenario comes to, by its level and by how it ends.</summary>
public sealed class VerdictTests
{
    private const string Passes = "Given a session\nWhen the session logs out\nThen the answer is 200";
    private const string Misses = "Given a session\nWhen the session logs out\nThen the answer is 204";
    private const string CannotBegin =
        "Given a session\nAnd the session has logged out\nAnd the session has logged out\nWhen the session logs out\nThen the answer is 204";
    private const string DoesNotApply = "Given a session\nWhen the session logs out by POST\nThen the method is refused";

    [Theory]
    [InlineData("must", Passes, Verdict.Passed)]
    [InlineData("should", Passes, Verdict.Passed)]
    [InlineData("sample", Passes, Verdict.Passed)]
    [InlineData("advice", Passes, Verdict.Passed)]
    [InlineData("review", Passes, Verdict.Review)]
    [InlineData("must", Misses, Verdict.Failed)]
    [InlineData("should", Misses, Verdict.Warning)]
    [InlineData("sample", Misses, Verdict.Warning)]
    [InlineData("advice", Misses, Verdict.Warning)]
    [InlineData("review", Misses, Verdict.Review)]
    [InlineData("must", CannotBegin, Verdict.Inconclusive)]
    [InlineData("should", CannotBegin, Verdict.Inconclusive)]
    [InlineData("sample", CannotBegin, Verdict.Inconclusive)]
    [InlineData("advice", CannotBegin, Verdict.Inconclusive)]
    [InlineData("review", CannotBegin, Verdict.Inconclusive)]
    [InlineData("must", DoesNotApply, Verdict.NotApplicable)]
    [InlineData("review", DoesNotApply, Verdict.NotApplicable)]
    public async Task Follows_level_and_ending(string level, string steps, Verdict expected)
    {
        var result = await Suite(level, steps).RunOneAsync(new DemoApi());
        Assert.True(result.Verdict == expected, result.Describe());
        Assert.Equal(expected is Verdict.Failed or Verdict.Warning, result.Reason is null && result.Miss is not null);
        Assert.Equal(expected == Verdict.Passed, result.Reason is null && result.Miss is null);
    }

    [Theory]
    [InlineData("must", Passes, Outcome.Passed, Outcome.Passed)]
    [InlineData("must", Misses, Outcome.Failed, Outcome.Failed)]
    [InlineData("should", Misses, Outcome.Passed, Outcome.Failed)]
    [InlineData("advice", Misses, Outcome.Passed, Outcome.Failed)]
    [InlineData("review", Misses, Outcome.Passed, Outcome.Passed)]
    [InlineData("must", CannotBegin, Outcome.NotJudged, Outcome.NotJudged)]
    [InlineData("should", CannotBegin, Outcome.NotJudged, Outcome.NotJudged)]
    [InlineData("advice", CannotBegin, Outcome.Passed, Outcome.Passed)]
    [InlineData("must", DoesNotApply, Outcome.NotJudged, Outcome.NotJudged)]
    public async Task Decides_the_outcome(string level, string steps, Outcome plain, Outcome strict)
    {
        var suite = Suite(level, steps);
        Assert.Equal(plain, (await suite.RunAsync(new DemoApi())).Outcome);
        Assert.Equal(strict, (await suite.RunAsync(new DemoApi(), new RunSettings { IsStrict = true })).Outcome);
    }

    [Fact]
    public async Task One_check_that_could_not_be_made_leaves_the_run_unjudged()
    {
        var run = await DemoSuite.Of($"@must\nScenario: One\n{CannotBegin}\n\n@must\nScenario: Two\n{Passes}\n").RunAsync(new DemoApi());
        Assert.Equal((Outcome.NotJudged, 1), (run.Outcome, run.Count(Verdict.Passed)));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(415)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(302)]
    [InlineData(200)]
    public async Task Does_not_take_another_status_for_the_documented_refusal(int status)
    {
        var result = await Suite("must", "Given a session\nWhen the session logs out\nThen the access token of the session is refused")
            .RunOneAsync(new RefusesUsesWith(status, new { error = "token" }));
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal("401, as documented for a revoked token at GET /me", result.Miss!.Expected);
        Assert.Equal($"{status} {{\"error\":\"token\"}}", result.Miss.Found);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    public async Task Does_not_take_what_says_nothing_of_the_fault_for_a_rejection(int status) =>
        Assert.Equal(
            Verdict.Failed,
            (
                await Suite("must", "When someone uses the protected operations without a token\nThen it is rejected")
                    .RunOneAsync(new RefusesUsesWith(status, new { error = "token" }))
            ).Verdict
        );

    [Theory]
    [InlineData("Then the access token of the session is refused")]
    [InlineData("Then the access token of the session is accepted")]
    [InlineData("When the session uses its access token\nThen it is rejected")]
    [InlineData("When the session uses its access token\nThen the answer is 401")]
    [InlineData("When the session uses its access token\nThen the body has the field \"user\"")]
    [InlineData("When the session uses its access token\nThen the answer is reported")]
    [InlineData("When the session uses its access token\nThen the method is refused")]
    public async Task Is_inconclusive_when_the_server_has_had_enough(string check)
    {
        var result = await Suite("must", $"Given a session\nWhen the session logs out\n{check}")
            .RunOneAsync(new RefusesUsesWith(429, new { error = "token" }));
        Assert.True(result.Verdict == Verdict.Inconclusive, result.Describe());
        Assert.Equal("GET /me answered 429, Too Many Requests. Slow the run down with --rate-limit.", result.Reason);
    }

    [Theory]
    [InlineData("the session logs out 3 times at once", "at least 0 of them are accepted")]
    [InlineData("the session refreshes 3 times at once", "at most 3 of them are accepted")]
    public async Task Is_inconclusive_when_the_server_has_had_enough_of_requests_at_once(string race, string check)
    {
        var result = await Suite("must", $"Given a session\nWhen {race}\nThen {check}").RunOneAsync(new OverrunApi());
        Assert.True(result.Verdict == Verdict.Inconclusive, result.Describe());
        Assert.Contains("answered 429", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_inconclusive_and_no_failure_when_the_login_after_a_logout_has_had_enough()
    {
        var result = await Suite("must", "Given a session\nWhen the session logs out\nThen a new login works")
            .RunOneAsync(new OverrunApi());
        Assert.True(result.Verdict == Verdict.Inconclusive, result.Describe());
    }

    [Fact]
    public async Task Is_inconclusive_when_a_scenario_takes_too_long()
    {
        var result = await Suite("must", Passes)
            .RunOneAsync(new SilentApi(), settings: new RunSettings { ScenarioTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((Verdict.Inconclusive, "The scenario took too long and was ended."), (result.Verdict, result.Reason));
    }

    [Fact]
    public async Task Is_not_passed_when_the_speech_is_of_an_answer_that_there_is_not()
    {
        var result = await Suite("must", "Given a session\nThen the answer is 200").RunOneAsync(new DemoApi());
        Assert.Equal(
            (Verdict.Inconclusive, "The scenario speaks of an answer before anything was asked. Add a When before this step."),
            (result.Verdict, result.Reason)
        );
    }

    [Fact]
    public async Task A_must_of_the_users_own_fails_the_run_even_where_what_it_checks_weighs_less()
    {
        var run = await DemoSuite.Of($"@must @DEM-03\nScenario: One\n{Misses}\n\n@must\nScenario: Two\n{Passes}\n").RunAsync(new DemoApi());
        Assert.Equal(Verdict.Warning, run.Requirements.Single(r => r.Requirement.Id == "DEM-03").Verdict);
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    private static ConformanceSuite Suite(string level, string steps) => DemoSuite.Of($"@{level}\nScenario: One\n{steps}\n");

    /// <summary>Takes one login and one use of its token, and then says 429 to everything but a single logout.</summary>
    private sealed class OverrunApi : DemoApi
    {
        private int _requests;

        public override Task HandleAsync(HttpContext http) =>
            Interlocked.Increment(ref _requests) > 2 && !(http.Request.Path.Value == "/api/logout" && _requests == 3)
                ? SendAsync(http, 429, new { error = "slow down" })
                : base.HandleAsync(http);
    }

    /// <summary>Never answers.</summary>
    private sealed class SilentApi : DemoApi
    {
        public override Task HandleAsync(HttpContext http) => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
    }
}
