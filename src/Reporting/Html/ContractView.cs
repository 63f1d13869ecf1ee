using System.Collections.Immutable;
using System.Globalization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A run and the ids that its parts have on the page.</summary>
/// <param name="Anchor">Begins them all.</param>
internal sealed record ContractView(ContractRun Run, ImmutableArray<Conclusion> Conclusions, string Anchor)
{
    private readonly Dictionary<string, int> _numbers = Run
        .Scenarios.Select((s, i) => (s.Id, Number: i + 1))
        .DistinctBy(s => s.Id, StringComparer.Ordinal)
        .ToDictionary(s => s.Id, s => s.Number, StringComparer.Ordinal);

    /// <summary>The id of a scenario.</summary>
    public string AnchorOf(ScenarioResult scenario) =>
        $"{Anchor}-s{_numbers.GetValueOrDefault(scenario.Id).ToString(CultureInfo.InvariantCulture)}";
}
