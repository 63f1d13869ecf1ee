using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Exploration;
using Conformance.Reference;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Explore.Bench;

/// <summary>Explores a reference server, clean or broken.</summary>
internal static class Trial
{
    /// <summary>The contract of a reference server.</summary>
    public static ConformanceSuite Load(string root, string api, ImmutableDictionary<string, string> readings, params string[] features)
    {
        var (problems, mistakes) = (new Problems(), new List<FeatureProblem>());
        var source =
            ContractSource.FromFolder(ReferenceApis.ContractFolder(root, api))
            ?? throw new DirectoryNotFoundException(
                $"There is no contract under {ReferenceApis.ContractFolder(root, api)}; name the checkout with --root."
            );
        return ConformanceSuite.Load(
                source,
                new SuiteOptions
                {
                    FeaturesFolder = Path.Combine(root, "features"),
                    MoreFeatures = [.. features],
                    Readings = readings,
                },
                problems,
                mistakes
            )
            ?? throw new InvalidDataException(
                string.Join('\n', problems.Select(p => p.ToString()).Concat(mistakes.Select(m => m.Render())))
            );
    }

    /// <summary>Explores a server of its own.</summary>
    public static async Task<ExplorationResult> RunAsync(
        ConformanceSuite suite,
        Mutant? mutant,
        ulong seed,
        int sequences,
        int maxSteps,
        int parallel,
        int maxFindings = 10
    )
    {
        var clock = new MovableClock();
        await using var server = await StartAsync(suite.Contract, mutant, clock);
        using var explorer = new Explorer(
            suite,
            TargetOf(server, clock),
            new ExplorationSettings
            {
                Seed = seed,
                Sequences = sequences,
                MaxSteps = maxSteps,
                Parallel = parallel,
                MaxFindings = maxFindings,
            }
        );
        return await explorer.RunAsync();
    }

    /// <summary>Whether what was written passes on the clean server, by the features as verify loads them.</summary>
    public static async Task<bool> IsGreenAsync(BenchOptions options, string api, string feature)
    {
        var folder = Directory.CreateTempSubdirectory("explored");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "explored.feature"), feature);
            var suite = Load(options.Root, api, options.Readings, folder.FullName);
            var clock = new MovableClock();
            await using var server = await StartAsync(api, null, clock);
            using var run = suite.Against(TargetOf(server, clock), new RunSettings { Workers = 1 });
            var isGreen = true;
            foreach (var scenario in suite.Scenarios.Where(s => s.Id.Contains("explored.feature", StringComparison.Ordinal)))
            {
                var result = await run.RunAsync(scenario);
                if (result.Verdict == Verdict.Passed)
                    continue;
                isGreen = false;
                Console.WriteLine(result.Describe());
            }

            return isGreen;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<ReferenceServer> StartAsync(string api, Mutant? mutant, MovableClock clock) =>
        ReferenceServer.StartAsync(api, new ReferenceOptions { Time = clock, Mutants = mutant is null ? [] : [mutant] });

    private static Target TargetOf(ReferenceServer server, MovableClock clock) =>
        new()
        {
            BaseUrl = server.BaseAddress,
            Users = [.. server.Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(clock, clock.Advance, clock.Reset),
        };
}
