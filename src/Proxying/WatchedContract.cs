using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.Samples;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Proxying;

/// <summary>A contract that traffic is held against, with the rules of <c>features/rules.yaml</c> that traffic can show.</summary>
public sealed class WatchedContract
{
    private WatchedContract(ContractUnderTest subject, ImmutableArray<CheckedRequirement> rules) => (Subject, Rules) = (subject, rules);

    internal ContractUnderTest Subject { get; }

    internal ImmutableArray<CheckedRequirement> Rules { get; }

    /// <summary>Loads a contract. Null where it is faulty, or says nothing of its tokens; every problem is then told.</summary>
    /// <param name="readings">The readings to take: name by requirement id; the others are the contract's defaults.</param>
    /// <param name="problems">Takes the problems of the contract.</param>
    public static WatchedContract? Load(
        ContractSource source,
        IReadOnlyDictionary<string, string> readings,
        Problems problems,
        CancellationToken cancellation = default
    ) => Load(new MergedContract(source, cancellation), readings, problems, cancellation);

    /// <summary>The same with files that have been read.</summary>
    internal static WatchedContract? Load(
        MergedContract merged,
        IReadOnlyDictionary<string, string> readings,
        Problems problems,
        CancellationToken cancellation
    )
    {
        if (merged.Compile(readings, SampleSource.Of, problems, cancellation) is not { } contract)
            return null;
        if (contract.Session is null)
        {
            problems.Error(
                "session",
                contract.Document.At,
                "The contract says nothing of its tokens (x-session), so that none could be followed.",
                "\"conform init\" writes what a document lets one guess; specs/README.md tells the words."
            );
            return null;
        }

        var requirements = RequirementSet.Load(merged.Source, contract.Document, problems);
        var subject = new ContractUnderTest(merged, contract, requirements, readings.Keys);
        var rules = RuleCatalog
            .Load(subject, Path.Combine(AppContext.BaseDirectory, "features"), problems)
            .Where(r => r.Family != RequirementFamily.Documented)
            .ToImmutableArray();
        return problems.HasErrors ? null : new WatchedContract(subject, rules);
    }
}
