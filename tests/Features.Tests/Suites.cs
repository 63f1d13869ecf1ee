using System.Collections.Concurrent;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.TestKit;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Features.Tests;

/// <summary>The suites of the built-in contracts, each loaded once.</summary>
public static class Suites
{
    private static readonly ConcurrentDictionary<string, Lazy<ConformanceSuite>> Loaded = new();

    public static ContractCatalog Catalog { get; } = new(Repository.PathOf("specs"));

    public static TheoryData<string> Contracts => [.. Catalog.Sources.Select(s => s.Name)];

    public static string FeaturesFolder { get; } = Repository.PathOf("features");

    public static IEnumerable<ConformanceSuite> All => Catalog.Sources.Select(s => Of(s.Name));

    public static ConformanceSuite Of(string contract) =>
        Loaded.GetOrAdd(contract, name => new Lazy<ConformanceSuite>(() => Load(name))).Value;

    private static ConformanceSuite Load(string contract)
    {
        var problems = new Problems();
        var featureProblems = new List<FeatureProblem>();
        var suite = ConformanceSuite.Load(
            Catalog.Find(contract)!,
            new SuiteOptions { FeaturesFolder = FeaturesFolder },
            problems,
            featureProblems
        );
        Assert.Empty(problems);
        Assert.True(featureProblems.Count == 0, string.Join('\n', featureProblems.Select(p => p.Render())));
        return suite!;
    }
}
