using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Testing;
using Conformance.Verification.Suite;

namespace Conformance.XunitV3;

/// <summary>Where rows come from: a contract, and the assemblies with steps of one's own. It can be written down, as runners do between finding tests and running them.</summary>
/// <param name="Contract">A folder, the name of a built-in contract, or a document.</param>
/// <param name="Steps">A class of each assembly with steps.</param>
internal sealed record ScenarioSource(string Contract, ImmutableArray<Type> Steps)
{
    // A contract is read once in a test program, however many theories are made of it.
    private static readonly ConcurrentDictionary<string, ConformanceSuite> Suites = new(StringComparer.Ordinal);

    /// <summary>The names of <see cref="Steps"/>, by which they are found again.</summary>
    public string[] StepNames => [.. Steps.Select(s => s.AssemblyQualifiedName!)];

    /// <summary>The whole suite.</summary>
    public ConformanceSuite Suite =>
        Suites.GetOrAdd(
            string.Join('\n', [Contract, .. StepNames]),
            _ =>
            {
                var suite = ConformanceSuite.Of(Contract);
                return Steps.IsEmpty ? suite : suite.WithSteps([.. Steps.Select(s => s.Assembly).Distinct()]);
            }
        );

    /// <summary>The source that was written down.</summary>
    public static ScenarioSource Of(string contract, IEnumerable<string> stepNames) =>
        new(contract, [.. stepNames.Select(n => Type.GetType(n, throwOnError: true)!)]);

    /// <summary>The scenarios that meet a tag expression.</summary>
    /// <exception cref="FaultySuiteException">Something in the suite is faulty, or it is no tag expression.</exception>
    public ImmutableArray<SuiteScenario> Choose(string? tags) => tags is null ? Suite.Scenarios : Suite.ScenariosWith(tags);
}
