using System.Collections.Immutable;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>The requirements of all contracts as rules (section 3.49), each once; the scenarios that check none share the last one.</summary>
internal sealed class SarifRules
{
    private static readonly SarifRule Unrequired = new(
        "scenario",
        SarifMessage.Of("A scenario that checks no requirement by its id."),
        SarifMessage.Of("A scenario that checks no requirement by its id does what its steps say."),
        SarifMessage.Of("Tag the scenario with the id of a requirement to have it judged by that one's level.")
    );

    private readonly Dictionary<string, int> _indexes;

    private SarifRules(ImmutableArray<SarifRule> all)
    {
        All = all;
        _indexes = all.Select((r, i) => (r.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
    }

    /// <summary>The rules in the order of their indexes.</summary>
    public ImmutableArray<SarifRule> All { get; }

    public static SarifRules Of(VerificationReport report)
    {
        var requirements = report
            .Runs.SelectMany(r => r.Requirements)
            .Select(r => r.Requirement)
            .DistinctBy(r => r.Id, StringComparer.Ordinal)
            .Select(Rule);
        return new([.. requirements, .. IsUnrequiredNeeded(report) ? [Unrequired] : Array.Empty<SarifRule>()]);
    }

    private static bool IsUnrequiredNeeded(VerificationReport report) =>
        Conclusion.Of(report).Any(c => c.Requirement is null)
        || report.Runs.Any(r => r.Findings.Any(f => !r.Requirements.Any(x => f.Requirements.Contains(x.Requirement.Id))));

    /// <summary>The rule of a requirement, or of the scenarios that check none.</summary>
    public (string Id, int Index) IndexOf(CheckedRequirement? requirement)
    {
        var id = requirement?.Id ?? Unrequired.Id;
        return (id, _indexes[id]);
    }

    private static SarifRule Rule(CheckedRequirement requirement) =>
        new(
            requirement.Id,
            SarifMessage.Of(requirement.Statement),
            SarifMessage.Of($"{requirement.Statement} Source: {requirement.Source}"),
            SarifMessage.Of($"Stated in {requirement.Source}; in the contract at {requirement.Pointer}."),
            new SarifConfiguration(
                requirement.Level switch
                {
                    CheckLevel.Must => "error",
                    CheckLevel.Review => "none",
                    _ => "warning",
                }
            ),
            new SarifRuleProperties(Words.Name(requirement.Level), Words.Name(requirement.Family), requirement.Source)
        );
}
