using System.Collections.Immutable;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A finding: what the target does, where the contract says otherwise, and how to see it again.</summary>
/// <param name="Scenario">The anchor of the first scenario that saw it.</param>
/// <param name="Repeat">The script that shows it; null where none can.</param>
internal sealed record CauseView(
    BadgeView Badge,
    string Cause,
    bool IsOpen,
    bool IsExpected,
    ImmutableArray<FactView> Facts,
    string Scenario,
    string ScenarioId,
    string? Repeat
)
{
    public static CauseView Of(ContractRun run, Finding finding, bool isStrict, ScenarioViews scenarios)
    {
        var isFailure = FindingText.IsFailure(finding, isStrict);
        return new CauseView(
            BadgeView.Of(finding.Severity == FindingSeverity.Must ? Verdict.Failed : Verdict.Warning),
            finding.Cause,
            isFailure,
            finding.ExpectedFailure is not null,
            [.. FactsOf(finding)],
            scenarios.AnchorOf(finding.SeenBy[0].Scenario),
            finding.SeenBy[0].Scenario,
            finding.Repeat ?? FindingText.ShownBy(run, finding)?.Curl
        );
    }

    private static IEnumerable<FactView> FactsOf(Finding finding)
    {
        yield return new FactView("expected", finding.Expected);
        yield return new FactView("found", finding.Found);
        yield return new FactView("contract", FindingText.Place(finding));
        if (FindingText.When(finding) is { } when)
            yield return new FactView("when", when);
        yield return new FactView("seen by", FindingText.Checks(finding));
        if (FindingText.StandingOnIt(finding) is { } standing)
            yield return new FactView("hides", standing);
        if (finding.ExpectedFailure is { } reason)
            yield return new FactView("expected to fail", reason);
    }
}
