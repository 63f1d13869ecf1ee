using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Verification.Tests;

/// <summary>Where a document is open a run judges nothing, until a reading is chosen.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData(null, "stateless", Verdict.Review, Outcome.Passed)]
    [InlineData(null, "blacklist", Verdict.Review, Outcome.Passed)]
    [InlineData("stateless", "stateless", Verdict.Passed, Outcome.Passed)]
    [InlineData("blacklist", "blacklist", Verdict.NotApplicable, Outcome.Passed)]
    [InlineData("stateless", "blacklist", Verdict.Failed, Outcome.Failed)]
    public async Task A_token_that_may_live_on_is_judged_when_its_reading_is_chosen(
        string? chosen,
        string real,
        Verdict expected,
        Outcome outcome
    )
    {
        var run = await RunAsync(chosen, real);
        var livesOn = run.Scenarios.Single(s => s.Name == "An access token that the logout leaves alone still works");
        Assert.True(livesOn.Verdict == expected, livesOn.Describe());
        Assert.Equal(outcome, run.Outcome);
        Assert.Equal([real], run.Requirements.Single(r => r.Requirement.Id == "RIN-06").ReadingsSeen);
    }

    [Fact]
    public async Task A_token_that_should_be_dead_fails_the_run_when_its_reading_is_chosen()
    {
        var run = await RunAsync("blacklist", "stateless");
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.Equal(Verdict.Failed, run.Scenarios.Single(s => s.Name == "A revoked access token opens nothing any more").Verdict);
    }

    [Fact]
    public async Task An_open_check_tells_what_leaves_it_open_and_what_it_saw()
    {
        var run = await RunAsync(null, "blacklist");
        var livesOn = run.Scenarios.Single(s => s.Name == "An access token that the logout leaves alone still works");
        Assert.StartsWith(
            "The document leaves this open (RIN-06). Expected 200, as GET /v1/auth/me documents its success; found 401 ",
            livesOn.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_open_check_that_passes_tells_so()
    {
        var run = await RunAsync(null, "stateless");
        var livesOn = run.Scenarios.Single(s => s.Name == "An access token that the logout leaves alone still works");
        Assert.Equal("The document leaves this open (RIN-06). This implementation does as the contract's reading says.", livesOn.Reason);
        Assert.Contains(run.Scenarios, s => s.Verdict == Verdict.Review && s.Reason == "Seen: RIN-06=stateless.");
    }

    [Fact]
    public async Task What_breaks_the_reading_that_a_target_follows_fails_although_the_document_is_open()
    {
        using var handler = new TrustsLanguages();
        var run = await RunAsync(null, "stateless", handler);
        var altered = run.Scenarios.Single(s => s.Name == "A token that was never issued opens nothing by another form of the request");
        Assert.True(altered.Verdict == Verdict.Failed, altered.Describe());
        Assert.Contains(run.Findings, f => f.Requirements.Contains("ANY-64"));
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    // A gateway that puts the last good token in the place of whatever comes with a language.
    private sealed class TrustsLanguages() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        private volatile string? _good;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isUse = request.RequestUri!.AbsolutePath.EndsWith("/me", StringComparison.Ordinal);
            var hasToken = request.Headers.NonValidated.TryGetValues("Authorization", out var sent);
            if (isUse && hasToken && _good is { } good && request.Headers.NonValidated.Contains("Accept-Language"))
            {
                request.Headers.Remove("Authorization");
                request.Headers.TryAddWithoutValidation("Authorization", good);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (isUse && hasToken && answer.IsSuccessStatusCode)
                _good = sent.ToString();
            return answer;
        }
    }

    private static async Task<ContractRun> RunAsync(string? chosen, string real, HttpMessageHandler? handler = null)
    {
        var source = new ContractCatalog(Repository.PathOf("specs")).Find("rinne")!;
        var contract = ContractLoader.Load(source, new Dictionary<string, string> { ["RIN-06"] = real }, SampleSource.Of, [])!;
        await using var mock = await Mock.StartAsync(new MockOptions { Contracts = [contract], Port = 0 });
        var readings = chosen is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary.Create<string, string>().Add("RIN-06", chosen);
        var suite = ConformanceSuite.Load(source, new SuiteOptions { Readings = readings }, new Problems(), new List<FeatureProblem>())!;
        using var clock = new ControlApiClock(new Uri(mock.Address, "/__admin"));
        using var run = suite.Against(
            new Target
            {
                BaseUrl = mock.Address,
                Users = [.. Account.Seeded.Select(a => new UserCredentials(a.Name, a.Password))],
                Clock = clock,
                Handler = handler,
            }
        );
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }
}
