using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.FieldServers;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;
using Microsoft.AspNetCore.Builder;

namespace Conformance.Field.Tests;

/// <summary>Servers that others wrote: a run tells exactly what was confirmed of them by hand, each thing once, and nothing else.</summary>
[Trait("Category", "Slow")]
public sealed class RealServerTests
{
    private const int Runs = 3;
    private const string AnyPort = "http://127.0.0.1:0";

    [Fact]
    public async Task Identity_with_bearer_tokens_is_told_of_exactly_what_was_confirmed()
    {
        await using var server = await IdentityServer.BuildAsync(AnyPort);
        await HoldAgainstAsync("aspnet-identity", server);
    }

    [Fact]
    public async Task Identity_with_cookies_is_told_of_exactly_what_was_confirmed()
    {
        await using var server = await IdentityServer.BuildAsync(AnyPort);
        await HoldAgainstAsync("aspnet-identity-cookie", server);
    }

    [Fact]
    public async Task OpenIddict_is_told_of_exactly_what_was_confirmed()
    {
        await using var server = await OpenIddictServer.BuildAsync(AnyPort);
        await HoldAgainstAsync("openiddict", server);
    }

    private static async Task HoldAgainstAsync(string folder, WebApplication server)
    {
        await server.StartAsync(TestContext.Current.CancellationToken);
        var confirmed = ConfirmedFindings.Of(folder);
        var target = new Target
        {
            BaseUrl = new Uri(server.Urls.First()),
            Users = [.. FieldUsers.All.Select(u => new UserCredentials(u.Name, u.Password))],
            Client = confirmed.Client,

            // The first requests compile a server's code, on a machine that has other tests to run.
            RequestTimeout = TimeSpan.FromMinutes(2),
        };
        for (var run = 0; run < Runs; run++)
        {
            var result = await VerifyAsync(folder, target);
            Assert.True(result.Obstacles.IsEmpty, string.Join(Environment.NewLine, result.Obstacles));
            var strange = result
                .Findings.Where(f => !confirmed.Keys.Contains(f.Key))
                .Select(f => $"{f.Key}, by {f.SeenBy[0].Scenario}: {f}");
            Assert.True(!strange.Any(), string.Join(Environment.NewLine, strange));
            Assert.Equal(confirmed.Keys, result.Findings.Select(f => f.Key).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(result.Findings, f => f.Requirements.Intersect(confirmed.Never).Any());
            Assert.DoesNotContain(result.Scenarios, s => s is { Verdict: Verdict.Inconclusive, Miss: null });
        }
    }

    private static async Task<ContractRun> VerifyAsync(string folder, Target target)
    {
        var problems = new Problems();
        var mistakes = new List<FeatureProblem>();
        var suite = ConformanceSuite.Load(
            ContractSource.FromFolder(Repository.PathOf("bench/field", folder))!,
            new SuiteOptions { FeaturesFolder = Repository.PathOf("features") },
            problems,
            mistakes
        );
        Assert.True(
            suite is not null,
            string.Join(Environment.NewLine, problems.Select(p => $"{p}").Concat(mistakes.Select(m => m.Render())))
        );
        using var run = suite.Against(target);
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }
}
