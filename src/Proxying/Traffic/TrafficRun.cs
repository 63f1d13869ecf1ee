using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Proxying.Traffic;

/// <summary>Makes the record of a run of what was seen, as that of a verification is made: what one rule asks for at one operation stands in the place of a scenario.</summary>
internal sealed class TrafficRun(ContractUnderTest subject, ImmutableArray<CheckedRequirement> rules, TrafficRunSettings settings)
{
    private const int MostNotes = 50;

    /// <summary>The record.</summary>
    /// <param name="counts">What passed.</param>
    public ContractRun Of(Observations seen, TrafficCounts counts, Uri baseUrl, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var scenarios = FindingGroups.Settle([.. Scenarios(seen.All, now)]);
        var results = rules.Select(r => RequirementResult.Of(r, scenarios)).Where(r => r.Verdict is not null).ToList();
        ImmutableArray<string> faults = settings.Baseline?.Apply(results, settings.IsStrict, now) ?? [];
        var triesLogout = scenarios.Any(s => s is { TriesLogout: true });
        var obstacles = Obstacles(counts, triesLogout).ToImmutableArray();
        var isFailed =
            faults.Length > 0
            || results.Exists(r =>
                r.ExpectedFailure is null && (r.Verdict == Verdict.Failed || (settings.IsStrict && r.Verdict == Verdict.Warning))
            );
        return new ContractRun
        {
            Contract = subject.Contract.Name,
            Title = subject.Contract.Title,
            ContractFile = BuiltInFiles.Shown(subject.Source.Document),
            BaseUrl = baseUrl,
            IsEmbedded = false,
            Readings = subject.Contract.Readings,
            Requirements = [.. results],
            Scenarios = scenarios,
            Findings = FindingGroups.Of(scenarios, [.. results]),
            Features = [],
            Obstacles = obstacles,
            Notices = [.. Notices(seen, counts, triesLogout)],
            TriesLogout = triesLogout,
            BaselineFaults = faults,
            Requests = (int)Math.Min(int.MaxValue, counts.Requests),
            StartedAt = startedAt,
            Duration = now - startedAt,
            Outcome =
                isFailed ? Outcome.Failed
                : obstacles.IsEmpty ? Outcome.Passed
                : Outcome.NotJudged,
        };
    }

    private IEnumerable<ScenarioResult> Scenarios(ImmutableArray<SeenRule> all, DateTimeOffset now)
    {
        var broken = all.Where(o => o.Miss is not null).Select(o => (o.Rule, o.Operation)).ToHashSet();
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var seen in all)
        {
            // That a rule held there at other times is no news beside how it did not.
            if (
                rules.FirstOrDefault(r => r.Id == seen.Rule) is not { } rule
                || (seen.Miss is null && broken.Contains((seen.Rule, seen.Operation)))
            )
                continue;
            var id = $"traffic/{seen.Rule}/{seen.Operation}";
            var count = taken[id] = taken.GetValueOrDefault(id) + 1;
            yield return new ScenarioResult
            {
                Id = count == 1 ? id : $"{id} ({count})",
                Name = $"{seen.Operation}: {rule.Statement}",
                Feature = "Traffic",
                Rule = null,
                File = BuiltInFiles.Shown(seen.Operation.At.File),
                Line = Math.Max(1, seen.Operation.At.Line),
                Tags = [],
                Requirements = [seen.Rule],
                Level = seen.Level,
                Verdict = seen.Verdict,
                Reason =
                    seen.Open is { } open ? $"{seen.Miss!.Cause!.Sentence} {open}"
                    : seen.Miss is null ? $"Seen in {Counted(seen.Count, "exchange")}."
                    : null,
                Miss = seen.Verdict is Verdict.Failed or Verdict.Warning
                    ? seen.Miss! with
                    {
                        Rule = null,
                        Found =
                            seen.Count > 1
                                ? $"{seen.Miss.Found} (and {Counted(seen.Count - 1, "more exchange")} of the kind)"
                                : seen.Miss.Found,
                    }
                    : null,
                Steps = [],
                Exchanges = seen.Exchanges,
                TriesLogout = seen.TriesLogout,
                StartedAt = seen.FirstAt,
                Duration = seen.Exchanges is [.., var last] ? last.Duration : TimeSpan.Zero,
            };
        }
    }

    private IEnumerable<string> Obstacles(TrafficCounts counts, bool triesLogout)
    {
        if (counts.Requests == 0)
            yield return "No request came, so nothing was judged. Send the traffic of the app or of its tests to the proxy's address.";
        else if (counts.Judged == 0 && counts.Unanswered > 0)
            yield return $"None of {Counted(counts.Unanswered, "request")} was answered: {counts.WhyUnanswered}";
        else if (counts.Judged == 0)
            yield return $"None of {Counted(counts.Requests, "request")} went to an operation of the contract, so nothing was judged. See that --base-url has the path under which the contract's operations lie.";
        else if (!triesLogout && !settings.AllowsNoLogout)
            yield return counts.Logouts == 0
                ? "No logout passed, so nothing shows what it does. Have the traffic log out, and use a token of before again; or say --allow-empty where that is not asked for."
                : "No token of before a logout was tried after it, so nothing shows what it does. Have the traffic use one again; or say --allow-empty where that is not asked for.";
    }

    private IEnumerable<string> Notices(Observations seen, TrafficCounts counts, bool triesLogout)
    {
        if (!triesLogout && settings.AllowsNoLogout && counts.Judged > 0)
            yield return "No token of before a logout was tried after it, and --allow-empty lets that pass.";
        foreach (var logout in subject.Roles.Logouts.Where(o => counts.Logouts > 0 && !counts.SeenLogouts.Contains(o.ToString())))
            yield return $"{logout} was not seen.";
        if (counts.Elsewhere > 0)
            yield return $"{Counted(counts.Elsewhere, "request")} to what the contract does not document passed unjudged.";
        if (counts.Unread > 0)
            yield return $"{counts.Unread} {(counts.Unread == 1 ? "body" : "bodies")} passed unjudged: larger than --max-body, or in a coding that cannot be taken off.";
        if (counts.Streams > 0)
            yield return $"{Counted(counts.Streams, "stream")} passed; of these the tokens were judged alone.";
        if (counts.Unanswered > 0 && counts.Judged > 0)
            yield return $"{Counted(counts.Unanswered, "request")} had no whole answer: {counts.WhyUnanswered}";
        if (counts.Forgotten > 0)
            yield return $"{Counted(counts.Forgotten, "token")} {(counts.Forgotten == 1 ? "was" : "were")} forgotten, the oldest first, because there were too many; --max-tokens keeps more.";
        if (counts.Defects > 0)
            yield return $"{Counted(counts.Defects, "exchange")} could not be judged for a fault of the proxy's own: {counts.WhyDefect}";
        if (seen.Untold > 0)
            yield return $"{Counted(seen.Untold, "sight")} of further causes were left out.";
        foreach (var (operation, sentence, count) in seen.Notes.Take(MostNotes))
            yield return $"The client, at {operation}: {sentence}{(count > 1 ? $" ({Counted(count, "time")})" : "")}";
    }

    private static string Counted(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}

/// <summary>How what was seen is judged.</summary>
/// <param name="IsStrict">Whether warnings fail the run.</param>
/// <param name="AllowsNoLogout">Whether a run passes in which no token was tried after a logout.</param>
/// <param name="Baseline">The failures that are known; null for none.</param>
public sealed record TrafficRunSettings(bool IsStrict = false, bool AllowsNoLogout = false, ExpectedFailures? Baseline = null);

/// <summary>What passed.</summary>
internal sealed record TrafficCounts
{
    public long Requests { get; init; }

    public long Judged { get; init; }

    public long Elsewhere { get; init; }

    public long Unread { get; init; }

    public long Streams { get; init; }

    public long Unanswered { get; init; }

    public string? WhyUnanswered { get; init; }

    public long Defects { get; init; }

    public string? WhyDefect { get; init; }

    public long Logouts { get; init; }

    public long Forgotten { get; init; }

    public ImmutableHashSet<string> SeenLogouts { get; init; } = [];
}
