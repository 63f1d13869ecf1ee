using System.Collections.Immutable;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>What a run comes to, by its scenarios, its requirements and the list of expected failures.</summary>
/// <param name="Requirements">The requirements that the run was about.</param>
/// <param name="BaselineFaults">What the list of expected failures was wrong about.</param>
internal sealed record RunConclusion(ImmutableArray<RequirementResult> Requirements, ImmutableArray<string> BaselineFaults, Outcome Outcome)
{
    /// <summary>Concludes; adds to <paramref name="obstacles"/> what keeps a green run from meaning anything.</summary>
    public static RunConclusion Of(
        ConformanceSuite suite,
        ImmutableArray<ScenarioResult> scenarios,
        List<string> obstacles,
        RunSettings settings
    )
    {
        var results = suite.Requirements.Select(r => RequirementResult.Of(r, scenarios)).ToList();
        if (suite.IsFiltered)
            results.RemoveAll(r => r.Verdict is null);
        ImmutableArray<string> faults = settings.Baseline is null
            ? []
            : settings.Baseline.Apply(results, settings.IsStrict, settings.Time.GetUtcNow());
        AddUnchecked(suite, results, obstacles);
        if (obstacles.Count == 0 && scenarios.All(s => s.Verdict == Verdict.NotApplicable))
            obstacles.Add("No scenario was run, so nothing was checked. Loosen the filters, or see why none applies.");

        if (obstacles.Count == 0 && !suite.IsFiltered && !LogoutCoverage.IsTried(scenarios))
            obstacles.Add(LogoutCoverage.Obstacle(suite.Subject, scenarios));
        if (obstacles.Count == 0 && !suite.IsFiltered)
            obstacles.AddRange(LogoutCoverage.Untried(suite, scenarios));

        // Requirements tell of the scenarios that check one. A scenario of the user's own may check none, or weigh more than what it checks.
        var failing = results.Where(r => Fails(r.Verdict)).ToList();
        var failed =
            faults.Length > 0
            || failing.Any(r => r.ExpectedFailure is null)
            || scenarios.Any(s => Fails(s.Verdict) && !failing.Any(r => s.Requirements.Contains(r.Requirement.Id)));
        var unjudged = obstacles.Count > 0 || scenarios.Any(s => s.Verdict == Verdict.Inconclusive && s.Level >= CheckLevel.Should);
        return new RunConclusion(
            [.. results],
            faults,
            failed ? Outcome.Failed
                : unjudged ? Outcome.NotJudged
                : Outcome.Passed
        );

        bool Fails(Verdict? verdict) => verdict == Verdict.Failed || (settings.IsStrict && verdict == Verdict.Warning);
    }

    private static void AddUnchecked(ConformanceSuite suite, List<RequirementResult> results, List<string> obstacles)
    {
        if (suite.IsFiltered || obstacles.Count > 0)
            return;
        foreach (
            var result in results.Where(r =>
                r.Requirement is { Family: RequirementFamily.Documented, Level: CheckLevel.Must }
                && r.Verdict is null or Verdict.NotApplicable
            )
        )
        {
            obstacles.Add(
                result.Scenarios is [var first, ..]
                    ? $"{result.Requirement.Id} was not checked: {first.Reason}"
                    : $"{result.Requirement.Id} has no scenario that checks it; write one with the tag @{result.Requirement.Id}."
            );
        }
    }
}

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

    /// <summary>Why a run is not green that tried nothing of another logout than the first, a sentence for each.</summary>
    public static IEnumerable<string> Untried(ConformanceSuite suite, ImmutableArray<ScenarioResult> scenarios) =>
        from other in LogoutVariants.Others(suite.Subject)
        let own = scenarios.About(other.Roles.Logout!, isFirst: false).ToImmutableArray()
        where !IsTried(own)
        select Obstacle(other, own);

    /// <summary>What the run leaves out, a sentence each.</summary>
    public static ImmutableArray<string> Notices(ConformanceSuite suite, ImmutableArray<ScenarioResult> scenarios)
    {
        var subject = suite.Subject;
        var notices = ImmutableArray.CreateBuilder<string>();
        if (subject.Contract.Unread is { IsEmpty: false } unread)
            notices.Add(
                $"{unread.Length} {(unread.Length == 1 ? "operation or path was" : "operations or paths were")} left out, for want of what could not be read: {string.Join(", ", unread)}."
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
