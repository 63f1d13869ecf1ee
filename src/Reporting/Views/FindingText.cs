using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>What reports say of a finding.</summary>
internal static class FindingText
{
    private const int MostChecks = 8;

    /// <summary>Whether it fails the run.</summary>
    public static bool IsFailure(Finding finding, bool isStrict) =>
        finding.ExpectedFailure is null && (finding.Severity == FindingSeverity.Must || isStrict);

    /// <summary><c>openapi.yaml:12:5 (#/paths/…)</c></summary>
    public static string Place(Finding finding) => finding.Pointer.Length > 0 ? $"{finding.At} ({finding.Pointer})" : $"{finding.At}";

    /// <summary><c>Expected 401; found 200.</c></summary>
    public static string Missed(Finding finding) => $"Expected {finding.Expected}; found {finding.Found}.";

    /// <summary><c>SIG-07, ANY-02; 3 scenarios, first any-contract/logout.feature:12</c></summary>
    public static string Checks(Finding finding)
    {
        var ids =
            finding.Requirements.Length > MostChecks
                ? $"{string.Join(", ", finding.Requirements.Take(MostChecks))} and {finding.Requirements.Length - MostChecks} more; "
            : finding.Requirements.IsEmpty ? ""
            : $"{string.Join(", ", finding.Requirements)}; ";
        return $"{ids}{Words.Count(finding.SeenBy.Select(s => s.Scenario).Distinct(StringComparer.Ordinal).Count(), "scenario")}, first {finding.SeenBy[0].Scenario}";
    }

    /// <summary>What could not be judged because of it; null where there is nothing.</summary>
    public static string? StandingOnIt(Finding finding) =>
        finding.StandingOnIt.IsEmpty
            ? null
            : $"{Words.Count(finding.StandingOnIt.Length, "scenario")} could not be judged because of it{(finding.Unjudged.IsEmpty ? "" : $": {string.Join(", ", finding.Unjudged.Take(MostChecks))}")}{(finding.Unjudged.Length > MostChecks ? $" and {finding.Unjudged.Length - MostChecks} more" : "")}";

    /// <summary><c>12 ms after the logout, at the first try</c>; null where nothing of it is known.</summary>
    public static string? When(Finding finding)
    {
        var parts = new List<string>();
        if (finding.SinceLogout is { } since)
            parts.Add($"{Words.Of(since)} after the logout");
        if (finding.Try is { } number)
            parts.Add($"at try {number}");
        return parts.Count == 0 || finding.SinceLogout is null ? null : string.Join(", ", parts);
    }

    /// <summary>The exchange that shows it; null where none does.</summary>
    public static RecordedExchange? ShownBy(ContractRun run, Finding finding) =>
        finding.SeenBy[0] is { Exchange: { } number } sight
            ? run.Scenarios.FirstOrDefault(s => s.Id == sight.Scenario)?.Exchanges.FirstOrDefault(e => e.Number == number)
            : null;
}
