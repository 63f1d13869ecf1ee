using System.Collections.Immutable;
using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>Groups what scenarios missed by its cause: one cause is one finding, whoever saw it.</summary>
internal static class FindingGroups
{
    /// <summary>
    /// The scenarios as they are judged when all of them are known: one that stopped at something which another check asks for, and which that one did not see, has seen it itself.
    /// </summary>
    public static ImmutableArray<ScenarioResult> Settle(ImmutableArray<ScenarioResult> scenarios)
    {
        var seen = scenarios.Where(IsJudged).SelectMany(Misses).Select(m => m.Cause!.Key).ToHashSet(StringComparer.Ordinal);
        return [.. scenarios.Select(s => StandsOn(s) is { IsStated: true } miss && !seen.Contains(miss.Cause!.Key) ? Own(s, miss) : s)];
    }

    /// <summary>The findings, the heaviest first, else in the order in which they were seen.</summary>
    public static ImmutableArray<Finding> Of(ImmutableArray<ScenarioResult> scenarios, ImmutableArray<RequirementResult> requirements)
    {
        var sights = scenarios
            .Where(IsJudged)
            .SelectMany(s => Misses(s).Select(m => new Sight(s, m, SeverityOf(s, m, requirements), Checks(s, m, requirements))))
            .Where(s => !s.Requirements.IsEmpty || (s.Miss.Rule is null && s.Scenario.Requirements.IsEmpty))
            .ToList();
        var causes = sights
            .Select(s => s.Miss.Cause!)
            .DistinctBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(c => c.Key, StringComparer.Ordinal);
        return
        [
            .. sights
                .GroupBy(s => Whole(s.Miss.Cause!, causes), StringComparer.Ordinal)
                .Select(g => Finding(g.Key, [.. g], scenarios, requirements))
                .OrderByDescending(f => f.Severity),
        ];
    }

    // The cause that a cause is a part of, which may be a part of another one.
    private static string Whole(Cause cause, Dictionary<string, Cause> causes)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        while (passed.Add(cause.Key) && cause.CoveredBy.FirstOrDefault(causes.ContainsKey) is { } key)
            cause = causes[key];
        return cause.Key;
    }

    /// <summary>What keeps a scenario from being judged; null where nothing does, or nothing that the target does.</summary>
    public static Miss? StandsOn(ScenarioResult scenario) =>
        scenario is { Verdict: Verdict.Inconclusive, Miss.Cause: not null } ? scenario.Miss : null;

    private static Finding Finding(
        string key,
        ImmutableArray<Sight> sights,
        ImmutableArray<ScenarioResult> scenarios,
        ImmutableArray<RequirementResult> requirements
    )
    {
        // The plainest of those that weigh most: the one that names the cause itself, with an exchange to show.
        var first = sights
            .OrderByDescending(s => s.Severity)
            .ThenByDescending(s => s.Miss.Cause!.Key == key)
            .ThenByDescending(s => s.Miss.Exchange is not null)
            .ThenByDescending(s => s.Miss.Repeat is not null)
            .ThenBy(s => HasRequestsAtOnce(s.Scenario))
            .ThenBy(s => s.Scenario.Exchanges.Length)
            .First();
        var standing = scenarios.Where(s => StandsOn(s)?.Cause!.Key == key).ToList();
        var checks = sights.SelectMany(s => s.Requirements).ToHashSet(StringComparer.Ordinal);
        var expected = requirements.Where(r => checks.Contains(r.Requirement.Id) && r.Verdict == Verdict.Failed).ToList();
        var cause = first.Miss.Cause!;
        return new Finding
        {
            Key = key,
            Cause = cause.Sentence,
            Severity = first.Severity,
            At = cause.At,
            Pointer = cause.Pointer,
            Operations = [.. sights.Prepend(first).Select(s => s.Miss.Cause!.Operation).OfType<string>().Distinct(StringComparer.Ordinal)],
            Expected = first.Miss.Expected,
            Found = first.Miss.Found,
            Requirements = [.. requirements.Select(r => r.Requirement.Id).Where(checks.Contains)],
            SeenBy = [.. sights.Prepend(first).Select(s => new FindingSight(s.Scenario.Id, s.Miss.Exchange)).Distinct()],
            StandingOnIt = [.. standing.Select(s => s.Id)],
            Unjudged =
            [
                .. requirements
                    .Where(r =>
                        r.Verdict == Verdict.Inconclusive && r.Scenarios.Any(standing.Contains) && !checks.Contains(r.Requirement.Id)
                    )
                    .Select(r => r.Requirement.Id),
            ],
            SinceLogout = AfterLogout.Of(first.Scenario, first.Miss.Exchange)?.Since,
            Try = AfterLogout.Of(first.Scenario, first.Miss.Exchange)?.Try,
            Repeat = first.Miss.Repeat,
            ExpectedFailure =
                expected.Count > 0 && expected.TrueForAll(r => r.ExpectedFailure is not null)
                    ? string.Join("; ", expected.Select(r => r.ExpectedFailure).Distinct(StringComparer.Ordinal))
                    : null,
        };
    }

    // No script repeats them surely.
    private static bool HasRequestsAtOnce(ScenarioResult scenario) =>
        scenario.Exchanges.Zip(scenario.Exchanges.Skip(1)).Any(p => p.Second.SentAt < p.First.SentAt + p.First.Duration);

    private static bool IsJudged(ScenarioResult scenario) =>
        scenario.Verdict is Verdict.Failed or Verdict.Warning || !scenario.Asides.IsEmpty;

    private static IEnumerable<Miss> Misses(ScenarioResult scenario) =>
        scenario
            .Asides.Concat(scenario is { Verdict: Verdict.Failed or Verdict.Warning, Miss: { } miss } ? [miss] : [])
            .Select(m => m.Cause is null ? m with { Cause = OfOwnStep(scenario, m) } : m)
            .DistinctBy(m => m.Cause!.Key, StringComparer.Ordinal);

    // A step of somebody's own tells what it missed, and nothing of causes.
    private static Cause OfOwnStep(ScenarioResult scenario, Miss miss) =>
        new($"misses {miss.Expected}", $"{scenario.Name}: not so.", new Documents.Location(scenario.File, scenario.Line, 1), "");

    private static ImmutableArray<string> Checks(ScenarioResult scenario, Miss miss, ImmutableArray<RequirementResult> requirements) =>
        [
            .. requirements
                .Where(r => miss.Rule is { } rule ? rule == r.Requirement.Id : scenario.Requirements.Contains(r.Requirement.Id))
                .Where(r => RequirementResult.Of(r.Requirement, [scenario]).Verdict is Verdict.Failed or Verdict.Warning)
                .Select(r => r.Requirement.Id),
        ];

    private static FindingSeverity SeverityOf(ScenarioResult scenario, Miss miss, ImmutableArray<RequirementResult> requirements)
    {
        var rule = miss.Rule is { } id ? requirements.FirstOrDefault(r => r.Requirement.Id == id)?.Requirement.Level : null;
        return (rule ?? scenario.Level) switch
        {
            CheckLevel.Must => FindingSeverity.Must,
            CheckLevel.Should or CheckLevel.Sample => FindingSeverity.Should,
            _ => FindingSeverity.Advice,
        };
    }

    private static ScenarioResult Own(ScenarioResult scenario, Miss miss) =>
        scenario with
        {
            Verdict = scenario.Level == CheckLevel.Must ? Verdict.Failed : Verdict.Warning,
            Reason = null,
            Miss = miss,
        };

    private sealed record Sight(ScenarioResult Scenario, Miss Miss, FindingSeverity Severity, ImmutableArray<string> Requirements);
}

/// <summary>When an exchange was, counted from the logout before it.</summary>
/// <param name="Since">From the answer of the logout to the request.</param>
/// <param name="Try">The how manieth request of its kind it was since then, from 1.</param>
internal sealed record AfterLogout(TimeSpan Since, int Try)
{
    /// <summary>Null where no logout was answered with success before.</summary>
    public static AfterLogout? Of(ScenarioResult scenario, int? number)
    {
        var shown = scenario.Exchanges.FirstOrDefault(e => e.Number == number);
        var logout = scenario.Exchanges.LastOrDefault(e =>
            e.Number < number && e is { Label: "logout", Status: >= 200 and < 300 } && e.SentAt + e.Duration <= shown?.SentAt
        );
        return shown is null || logout is null
            ? null
            : new AfterLogout(
                shown.SentAt - (logout.SentAt + logout.Duration),
                scenario.Exchanges.Count(e => e.Number > logout.Number && e.Number <= number && e.Label == shown.Label)
            );
    }
}
