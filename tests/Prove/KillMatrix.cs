using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Reference;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Prove;

/// <summary>What the verifier found on one server, clean and with each of its mutants.</summary>
/// <param name="Clean">The run against the clean server.</param>
/// <param name="Fates">What became of each mutant, in the order of their table.</param>
internal sealed record KillMatrix(string Api, ContractRun Clean, ImmutableArray<Fate> Fates)
{
    /// <summary>The requirements that the clean server was checked for.</summary>
    public IEnumerable<CheckedRequirement> Checked =>
        Clean.Requirements.Where(r => r.Verdict is not (null or Verdict.NotApplicable)).Select(r => r.Requirement);

    /// <summary>Runs the verifier on a server and on its mutants.</summary>
    public static async Task<KillMatrix> MakeAsync(ProveOptions options, string api)
    {
        var suite = Load(options.Root, api);
        var clean = await Trial.RunAsync(suite, null);
        var mutants = options.MutantsOf(api).ToArray();
        var shuffled = mutants.ToArray();
        new Random(options.Seed).Shuffle(shuffled);
        var fates = new ConcurrentBag<Fate>();
        await Parallel.ForEachAsync(
            shuffled,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (mutant, _) => fates.Add(Fate.Of(mutant, clean, await Trial.RunAsync(suite, mutant)))
        );
        return new KillMatrix(api, clean, [.. mutants.Select(m => fates.First(f => f.Mutant == m))]);
    }

    private static ConformanceSuite Load(string root, string api)
    {
        var (problems, features) = (new Problems(), new List<FeatureProblem>());
        var folder = ReferenceApis.ContractFolder(root, api);
        var source =
            ContractSource.FromFolder(folder)
            ?? throw new DirectoryNotFoundException(
                $"There is no contract under {folder}. Run this from the checkout, or name it with --root."
            );
        return ConformanceSuite.Load(source, new SuiteOptions { FeaturesFolder = Path.Combine(root, "features") }, problems, features)
            ?? throw new InvalidDataException(
                string.Join('\n', problems.Select(p => p.ToString()).Concat(features.Select(f => f.Render())))
            );
    }
}
