using System.Collections.Immutable;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>Tokens that come from elsewhere than the contract's login.</summary>
public sealed class TokenSourceTests
{
    private static readonly ConformanceSuite Logout = DemoSuite.Of(
        "@must\nScenario: One\nGiven a session\nWhen the session logs out\nThen the access token of the session is refused\n\n@must\nScenario: Two\nGiven a session\nWhen the session logs out\nThen the refresh token of the session is refused\n"
    );

    [Fact]
    public async Task Given_tokens_are_used_once_each_and_told_when_they_are_used_up()
    {
        var api = new DemoApi();
        var run = await RunAsync(api, new GivenTokens([Set(api, "")]));
        Assert.Equal([Verdict.Passed, Verdict.Inconclusive], run.Scenarios.Select(s => s.Verdict));
        Assert.Equal(
            "The given tokens are used up: every session needs a set of its own. Give more, or a command that gets fresh ones.",
            run.Scenarios[1].Reason
        );
        Assert.Equal(Outcome.NotJudged, run.Outcome);
    }

    [Fact]
    public async Task Given_tokens_are_enough_when_there_is_a_set_for_every_session()
    {
        var api = new DemoApi();
        (await RunAsync(api, new GivenTokens([Set(api, ""), Set(api, "")]))).EnsureConforms();
    }

    [Fact]
    public async Task Given_tokens_go_to_their_user()
    {
        var api = new DemoApi();
        var run = await RunAsync(api, new GivenTokens([Set(api, "ben"), Set(api, "ben")]), t => t with { Users = DemoSuite.Users });
        Assert.StartsWith("The given tokens of ann are used up", run.Scenarios[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_told_before_given_tokens_are_used()
    {
        using var run = Logout.Against(DemoSuite.At(RawServer.Nothing()) with { Tokens = new GivenTokens([Set(new DemoApi(), "")]) });
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.NotJudged, result.Outcome);
        Assert.StartsWith("Nothing answers at", Assert.Single(result.Obstacles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_gives_tokens_and_knows_the_user()
    {
        var api = new DemoApi();
        var (access, refresh) = api.Begin("ann");
        var source = new CommandTokens(
            $"test \"$CONFORM_USER\" = ann && test -n \"$CONFORM_PASSWORD\" && echo '{{\"access\":\"{access}\",\"refresh\":\"{refresh}\",\"expires_in\":3600}}'",
            TimeSpan.FromSeconds(30)
        );
        var suite = DemoSuite.Of("Scenario: One\nGiven a session\nWhen the session uses its access token\nThen it is accepted\n");
        var result = await suite.RunOneAsync(api, t => t with { Tokens = source });
        Assert.True(result.Verdict == Verdict.Passed, result.Describe());
    }

    [Theory]
    [InlineData("exit 7", "The token command ended with exit code 7. Run it by hand to see why.")]
    [InlineData(
        "echo one >&2; echo two >&2; exit 1",
        "The token command ended with exit code 1 and said \"two\". Run it by hand to see why."
    )]
    [InlineData("echo hello", "The token command printed no JSON object; expected for instance {\"access\": \"…\", \"refresh\": \"…\"}.")]
    [InlineData("echo '[1]'", "The token command printed no JSON object; expected for instance {\"access\": \"…\", \"refresh\": \"…\"}.")]
    [InlineData(
        "echo '{\"access\":\"a\",\"access\":\"b\"}'",
        "The token command printed no JSON object; expected for instance {\"access\": \"…\", \"refresh\": \"…\"}."
    )]
    [InlineData("true", "The token command printed no JSON object; expected for instance {\"access\": \"…\", \"refresh\": \"…\"}.")]
    [InlineData(
        "echo '{\"id_token\":\"abcd\",\"access_token\":\"efgh\"}'",
        "The given tokens hold no access token; they hold access_token, id_token. Name the kinds as the contract does: access, refresh."
    )]
    [InlineData(
        "echo '{}'",
        "The given tokens hold no access token; they hold nothing. Name the kinds as the contract does: access, refresh."
    )]
    public async Task A_command_that_gives_none_is_told(string command, string obstacle)
    {
        var run = await RunAsync(new DemoApi(), new CommandTokens(command, TimeSpan.FromSeconds(30)));
        Assert.Equal((Outcome.NotJudged, obstacle), (run.Outcome, Assert.Single(run.Obstacles)));
        Assert.Empty(run.Scenarios);
    }

    [Theory]
    [InlineData("sleep 600")]
    [InlineData("sleep 600 & echo '{}'")]
    public async Task A_command_that_does_not_end_is_ended(string command)
    {
        var run = await RunAsync(new DemoApi(), new CommandTokens(command, TimeSpan.FromSeconds(0.25)));
        Assert.Equal(
            (Outcome.NotJudged, "The token command gave no tokens within 0.25 s. Run it by hand to see what it waits for."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Fact]
    public async Task A_command_that_asks_gets_no_answer()
    {
        var run = await RunAsync(new DemoApi(), new CommandTokens("read answer || { echo nobody >&2; exit 4; }", TimeSpan.FromSeconds(30)));
        Assert.StartsWith(
            "The token command ended with exit code 4 and said \"nobody\".",
            Assert.Single(run.Obstacles),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_source_that_throws_is_an_obstacle()
    {
        var run = await RunAsync(new DemoApi(), new BrokenSource());
        Assert.Equal(
            (Outcome.NotJudged, "The source of tokens failed: InvalidOperationException: no vault"),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Fact]
    public async Task A_scenario_about_two_users_does_not_apply_to_one()
    {
        var run = await DemoSuite.Whole.RunAsync(new DemoApi(), configure: t => t with { Users = [DemoSuite.Users[0]] });
        var two = run.Scenarios.Single(s => s.Name == "The session of another user lives on");
        Assert.Equal(
            (Verdict.NotApplicable, "Only one user is known. Name a second one with Target.Users to have scenarios about two users."),
            (two.Verdict, two.Reason)
        );
        Assert.Equal(Outcome.Passed, run.Outcome);
    }

    [Fact]
    public async Task Nobody_to_log_in_with_is_an_obstacle()
    {
        var run = await DemoSuite.Whole.RunAsync(new DemoApi(), configure: t => t with { Users = [] });
        Assert.Equal(
            (Outcome.NotJudged, "No user is known to log in with. Name one with Target.Users, or give Target.Tokens."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    private static (string User, ImmutableDictionary<string, string> Tokens) Set(DemoApi api, string user)
    {
        var (access, refresh) = api.Begin("ann");
        return (user, ImmutableDictionary<string, string>.Empty.Add("access", access).Add("refresh", refresh));
    }

    private static Task<ContractRun> RunAsync(DemoApi api, ITokenSource source, Func<Target, Target>? configure = null) =>
        Logout.RunAsync(api, new RunSettings { Workers = 1 }, t => (configure ?? (x => x with { Users = [] }))(t with { Tokens = source }));

    private sealed class BrokenSource : ITokenSource
    {
        public Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("no vault");
    }
}
