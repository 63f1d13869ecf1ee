using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Reference;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Exploration.Tests;

/// <summary>A reference server, clean or broken, and its contract.</summary>
internal sealed class ExploredServer : IAsyncDisposable
{
    private readonly ReferenceServer _server;
    private readonly MovableClock _clock;

    private ExploredServer(ReferenceServer server, MovableClock clock) => (_server, _clock) = (server, clock);

    /// <summary>The server as a target.</summary>
    public Target Target =>
        new()
        {
            BaseUrl = _server.BaseAddress,
            Users = [.. _server.Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(_clock, _clock.Advance, _clock.Reset),
        };

    public static async Task<ExploredServer> StartAsync(string api, string? mutant = null)
    {
        var clock = new MovableClock();
        return new ExploredServer(
            await ReferenceServer.StartAsync(
                api,
                new ReferenceOptions { Time = clock, Mutants = mutant is null ? [] : [MutantTable.Find(api, mutant)] },
                TestContext.Current.CancellationToken
            ),
            clock
        );
    }

    /// <summary>The contract of a server, with more features than its own.</summary>
    public static ConformanceSuite Suite(string api, params string[] features)
    {
        var (problems, mistakes) = (new Problems(), new List<FeatureProblem>());
        var suite = ConformanceSuite.Load(
            ContractSource.FromFolder(ReferenceApis.ContractFolder(Repository.Root, api))!,
            new SuiteOptions { FeaturesFolder = Repository.PathOf("features"), MoreFeatures = [.. features] },
            problems,
            mistakes
        );
        Assert.True(suite is not null, string.Join('\n', problems.Select(p => p.ToString()).Concat(mistakes.Select(m => m.Render()))));
        return suite;
    }

    /// <summary>Explores it.</summary>
    public async Task<ExplorationResult> ExploreAsync(ExplorationSettings settings, Func<Target, Target>? change = null)
    {
        using var explorer = new Explorer(Suite(_server.Api), (change ?? (t => t))(Target), settings);
        return await explorer.RunAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the scenarios of a text as verify does that finds them in a folder.</summary>
    public async Task<IReadOnlyList<ScenarioResult>> VerifyAsync(string feature)
    {
        var folder = Directory.CreateTempSubdirectory("explored");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "found.feature"), feature);
            var suite = Suite(_server.Api, folder.FullName);
            using var run = suite.Against(Target, new RunSettings { Workers = 1 });
            var results = new List<ScenarioResult>();
            foreach (var scenario in suite.Scenarios.Where(s => s.Id.Contains("found.feature", StringComparison.Ordinal)))
                results.Add(await run.RunAsync(scenario));
            return results;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
