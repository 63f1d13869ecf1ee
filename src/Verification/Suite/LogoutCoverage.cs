using System.Collections.Immutable;
using Conformance.Verification.Results;
using Conformance.Verification.Subjects;

namespace Conformance.Verification.Suite;

/// <summary>Whether a run shows anything of the logout: that what it revokes is refused, or that what it leaves alone lives on.</summary>
internal static class LogoutCoverage
{
    private static readonly string[] Tags = ["revokes-access", "keeps-access", "revokes-refresh"];

    /// <summary>Whether a token of before a logout was tried after it, and came to a verdict.</summary>
    public static bool IsTried(ImmutableArray<ScenarioResult> scenarios) =>
        scenarios.Any(s => s is { TriesLogout: true, Verdict: not (Verdict.NotApplicable or Verdict.Inconclusive) });

    /// <summary>Why a run that tried nothing of the logout cannot be green, a sentence that says what is missing.</summary>
    public static string Obstacle(ContractUnderTest subject, ImmutableArray<ScenarioResult> scenarios) =>
        $"No token was tried after the logout, so nothing shows what {subject.Roles.Logout} does: {Missing(subject, scenarios)}";

    /// <summary>What the run leaves out, a sentence each.</summary>
    public static ImmutableArray<string> Notices(ConformanceSuite suite, ImmutableArray<ScenarioResult> scenarios)
    {
        var subject = suite.Subject;
        var notices = ImmutableArray.CreateBuilder<string>();
        if (subject.Roles.Logouts is [_, .. [_, ..] others])
            notices.Add(
                $"Of the operations with the role logout {subject.Roles.Logout} was verified; {string.Join(", ", others.Select(o => o.ToString()))} {(others.Length == 1 ? "was" : "were")} not."
            );
        if (suite.IsFiltered && subject.Roles.Logout is not null && !IsTried(scenarios))
            notices.Add("No token was tried after the logout, because no scenario that was chosen does so.");
        return notices.ToImmutable();
    }

    private static string Missing(ContractUnderTest subject, ImmutableArray<ScenarioResult> scenarios)
    {
        if (subject.Protected.IsEmpty && subject.Roles.Refresh is null)
            return "the contract has no operation at which a token could be tried. Give one that answers to live tokens alone \"x-session: {role: protected}\".";
        var left = scenarios.Where(s => s.Reason is not null && s.Tags.Any(Tags.Contains)).ToList();
        var reason = (
            left.Find(s => !s.Exchanges.IsEmpty) ?? left.Find(s => !s.Tags.Contains("keeps-access")) ?? left.FirstOrDefault()
        )?.Reason;
        return subject.Protected.IsEmpty
            ? $"the contract has no operation at which an access token could be tried. Give one that answers to live tokens alone \"x-session: {{role: protected}}\". {reason}".TrimEnd()
            : reason ?? "no scenario does so.";
    }
}
