using System.Text.RegularExpressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Suite;

/// <summary>Has what any contract must keep hold for each of its logouts: scenarios that log out run once for each.</summary>
internal static partial class LogoutVariants
{
    /// <summary>A scenario with the contract as it sees it: the first logout's, and one for each other logout.</summary>
    public static IEnumerable<(Scenario Scenario, ContractUnderTest Subject)> Of(
        Scenario scenario,
        ContractUnderTest subject,
        IReadOnlyList<ContractUnderTest> others
    )
    {
        yield return (scenario, subject);
        if (!IsOfAnyContract(scenario) || !scenario.Steps.Any(s => LogsOut().IsMatch(s.Text)))
            yield break;
        foreach (var other in others)
            yield return (scenario.Again(Suffix(other.Roles.Logout!), $" ({other.Roles.Logout})"), other);
    }

    /// <summary>The contract as seen from each logout but the first.</summary>
    public static IReadOnlyList<ContractUnderTest> Others(ContractUnderTest subject) =>
        [.. subject.Roles.Logouts.Skip(1).Select(subject.WithFirstLogout)];

    /// <summary>The results of the scenarios about a logout.</summary>
    /// <param name="isFirst">Whether it is the first one.</param>
    public static IEnumerable<ScenarioResult> About(this IEnumerable<ScenarioResult> scenarios, Operation logout, bool isFirst) =>
        scenarios.Where(s =>
            isFirst ? !s.Id.Contains('@', StringComparison.Ordinal) : s.Id.EndsWith(Suffix(logout), StringComparison.Ordinal)
        );

    private static string Suffix(Operation logout) => $"@{logout}";

    // Scenarios of a contract's own speak of the logout that its document is about.
    private static bool IsOfAnyContract(Scenario scenario) =>
        scenario.Feature.Path.StartsWith(FeatureFolders.AnyContract + "/", StringComparison.Ordinal)
        || scenario.Feature.Path.StartsWith(FeatureFolders.Standards + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"\blog(s|ged)? out\b|\blogouts?\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 60_000)]
    private static partial Regex LogsOut();
}
