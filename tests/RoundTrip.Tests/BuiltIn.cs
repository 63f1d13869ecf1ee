using System.Collections.Concurrent;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.RoundTrip.Tests;

/// <summary>The built-in contracts, each loaded once.</summary>
internal static class BuiltIn
{
    private static readonly ContractCatalog Catalog = new(Repository.PathOf("specs"));
    private static readonly ConcurrentDictionary<string, Contract> Loaded = [];

    public static Contract Contract(string name) =>
        Loaded.GetOrAdd(
            name,
            n =>
                ContractLoader.Load(Catalog.Find(n)!, new Dictionary<string, string>(), SampleSource.Of, [])
                ?? throw new InvalidOperationException($"The contract \"{n}\" has mistakes; see ./conform lint {n}.")
        );
}
