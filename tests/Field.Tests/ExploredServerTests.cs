using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Exploration;
using Conformance.FieldServers;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;
using Microsoft.AspNetCore.Builder;

namespace Conformance.Field.Tests;

/// <summary>Random sequences at servers that others wrote: what is told of them is what was confirmed by hand, one request after the other and several at once.</summary>
[Trait("Category", "Slow")]
public sealed class ExploredServerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Identity_with_bearer_tokens_shows_nothing_but_what_was_confirmed(int parallel)
    {
        await using var server = await IdentityServer.BuildAsync("http://127.0.0.1:0");
        await ExploreAsync("aspnet-identity", server, parallel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Identity_with_cookies_shows_nothing_but_what_was_confirmed(int parallel)
    {
        await using var server = await IdentityServer.BuildAsync("http://127.0.0.1:0");
        await ExploreAsync("aspnet-identity-cookie", server, parallel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task OpenIddict_shows_nothing_but_what_was_confirmed(int parallel)
    {
        await using var server = await OpenIddictServer.BuildAsync("http://127.0.0.1:0");
        await ExploreAsync("openiddict", server, parallel);
    }

    private static async Task ExploreAsync(string folder, WebApplication server, int parallel)
    {
        await server.StartAsync(TestContext.Current.CancellationToken);
        var confirmed = ConfirmedFindings.Of(folder);
        var (problems, mistakes) = (new Problems(), new List<FeatureProblem>());
        var suite = ConformanceSuite.Load(
            ContractSource.FromFolder(Repository.PathOf("bench/field", folder))!,
            new SuiteOptions { FeaturesFolder = Repository.PathOf("features") },
            problems,
            mistakes
        )!;
        using var explorer = new Explorer(
            suite,
            new Target
            {
                BaseUrl = new Uri(server.Urls.First()),
                Users = [.. FieldUsers.All.Select(u => new UserCredentials(u.Name, u.Password))],
                Client = confirmed.Client,
                RequestTimeout = TimeSpan.FromMinutes(2),
            },
            new ExplorationSettings { Sequences = 12, Parallel = parallel }
        );

        var result = await explorer.RunAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.Run.Obstacles.IsEmpty, string.Join(Environment.NewLine, result.Run.Obstacles));
        Assert.Equal(12, result.Sequences);
        var strange = result.Run.Findings.Where(f => !confirmed.Keys.Contains(f.Key)).Select(f => $"{f.Key}: {f}");
        Assert.True(!strange.Any(), string.Join(Environment.NewLine, strange) + Environment.NewLine + result.Feature);
    }
}
