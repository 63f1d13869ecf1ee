using Conformance.Verification.Results;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>A dead token is tried later, spelled otherwise, elsewhere and by other forms of the request, and a server that answers all of that oddly is not accused.</summary>
public sealed class DeadTokenTests
{
    [Theory]
    [InlineData("HEAD", "A revoked access token opens nothing by another form of the request", "by HEAD")]
    [InlineData("a capital", "A revoked access token opens nothing by another form of the request", "in capitals")]
    [InlineData("a language", "A revoked access token opens nothing by another form of the documented request", "with an Accept-Language")]
    [InlineData("two blanks", "A revoked access token is refused however it is spelled", "behind the scheme and two blanks")]
    [InlineData("padding", "A revoked access token is refused however it is spelled", "with padding")]
    [InlineData("a cookie", "A revoked access token opens nothing elsewhere", "in the cookie \"access_token\"")]
    [InlineData("a name", "The name of a user in a header opens nothing", "by the header \"X-Forwarded-User\" alone")]
    [InlineData("an empty signature", "No forgery of an access token opens anything", "with alg \"None\" and no signature")]
    public async Task A_way_in_is_found_and_named(string way, string scenario, string how)
    {
        var result = await RunAsync(new LetsDeadTokensInBy(way), scenario);
        Assert.True(result.Verdict == Verdict.Failed, result.Describe());
        Assert.Contains(how, result.Miss!.Cause!.Sentence, StringComparison.Ordinal);
        Assert.NotNull(result.Miss.Exchange);
        Assert.Contains(result.Exchanges, e => e.Number == result.Miss.Exchange);
    }

    [Theory]
    [InlineData(
        "a small scheme",
        "A logout ends its session however its token is spelled, or is no success",
        "behind the scheme in small letters"
    )]
    [InlineData(
        "a parameter",
        "A logout ends its session by whatever form of the request, or is no success",
        "with parameters that frameworks obey"
    )]
    [InlineData(
        "a name in capitals",
        "A session ends with its logout however the name of its user was written",
        "of a login with a name in capitals"
    )]
    public async Task A_logout_that_is_written_otherwise_and_ends_nothing_is_found_and_named(string way, string scenario, string how)
    {
        var result = await RunAsync(new EndsNothingWhere(way), scenario);
        Assert.True(result.Verdict == Verdict.Failed, result.Describe());
        Assert.Contains(how, result.Miss!.Cause!.Sentence, StringComparison.Ordinal);
        var sound = await RunAsync(new EndsNothingWhere("nothing"), scenario);
        Assert.True(sound.Verdict == Verdict.Passed, sound.Describe());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(59.3)]
    public async Task A_logout_that_is_forgotten_before_the_token_expires_is_found(double minutes)
    {
        var result = await RunAsync(
            new ForgetsLogoutsAfter(TimeSpan.FromMinutes(minutes)),
            "A revoked access token is refused until its lifetime ends"
        );
        Assert.True(result.Verdict == Verdict.Failed, result.Describe());
        Assert.Contains("after it was refused first", result.Miss!.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_whatever_it_does_not_know_is_not_accused()
    {
        var run = await DemoSuite.Whole.RunAsync(new ChattyApi());
        string[] ours = ["ANY-61", "ANY-62", "ANY-63", "ANY-64", "ANY-65", "ANY-66", "ANY-67", "ANY-68", "ANY-79", "ANY-80", "API8-2023"];
        Assert.DoesNotContain(run.Findings, f => f.Requirements.Any(ours.Contains));
        Assert.Contains(run.Requirements, r => r.Requirement.Id == "ANY-64" && r.Verdict == Verdict.Passed);
    }

    private static async Task<ScenarioResult> RunAsync(DemoApi api, string name)
    {
        var suite = DemoSuite.Whole;
        var scenario = suite.Scenarios.Single(s => s.Name == name);
        await using var server = await DemoServer.StartAsync(api);
        using var run = suite.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        return await run.RunAsync(scenario, TestContext.Current.CancellationToken);
    }
}
