using System.Collections.Immutable;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>One contract: its target, what keeps it from being judged, and its requirements.</summary>
/// <param name="Anchor">The id of its section, which begins those of its scenarios.</param>
internal sealed record ContractView(
    string Anchor,
    string Name,
    string Title,
    string Outcome,
    string OutcomeWord,
    string Facts,
    ImmutableArray<FactView> Notes,
    ImmutableArray<CauseView> Causes,
    ImmutableArray<RequirementView> Requirements
)
{
    public static ContractView Of(ContractRun run, string anchor, bool isStrict)
    {
        var scenarios = new ScenarioViews(run, anchor);
        return new ContractView(
            anchor,
            run.Contract,
            run.Title,
            Words.Name(run.Outcome),
            Words.Of(run.Outcome),
            string.Join(
                " · ",
                run.IsEmbedded ? $"the built-in mock at {run.BaseUrl}" : run.BaseUrl.ToString(),
                run.ContractFile,
                Words.Count(run.Scenarios.Length, "scenario"),
                Words.Of(run.Duration)
            ),
            [.. NotesOf(run)],
            [.. CausesOf(run, isStrict, scenarios)],
            [.. Conclusion.Of(run).Select(c => RequirementView.Of(run, c, scenarios, isStrict))]
        );
    }

    // What fails the run comes before what does not.
    private static IEnumerable<CauseView> CausesOf(ContractRun run, bool isStrict, ScenarioViews scenarios) =>
        run.Findings.OrderBy(f => FindingText.IsFailure(f, isStrict) ? 0 : 1).Select(f => CauseView.Of(run, f, isStrict, scenarios));

    // Of a request, and of its answer, that show why nothing can be judged.
    private const int LongestExchange = 1000;

    private static IEnumerable<FactView> NotesOf(ContractRun run)
    {
        foreach (var obstacle in run.Obstacles)
            yield return new FactView("Cannot be judged", obstacle);
        if (run.ObstacleShown is { } shown)
        {
            yield return new FactView("Asked", Excerpt.Of(ExchangeText.Request(shown), LongestExchange));
            yield return new FactView("Answered", Excerpt.Of(ExchangeText.Response(shown), LongestExchange));
        }

        foreach (var notice in run.Notices)
            yield return new FactView("Note", notice);
        foreach (var fault in run.BaselineFaults)
            yield return new FactView("List of expected failures", fault);
        if (run.Scenarios.IsEmpty && run.Obstacles.IsEmpty)
            yield return new FactView("Cannot be judged", "No scenario ran.");
    }
}

/// <summary>A sentence and what it is about.</summary>
internal sealed record FactView(string Title, string Sentence);

/// <summary>A requirement as a row that opens: where it is stated, its readings, its scenarios.</summary>
/// <param name="IsExpected">Whether its failure was expected.</param>
/// <param name="Count">How many scenarios it has, in words.</param>
internal sealed record RequirementView(
    BadgeView Badge,
    string Id,
    string Level,
    string Statement,
    bool IsOpen,
    bool IsExpected,
    string Count,
    ImmutableArray<FactView> Facts,
    ImmutableArray<ScenarioView> Scenarios
)
{
    public static RequirementView Of(ContractRun run, Conclusion conclusion, ScenarioViews views, bool isStrict)
    {
        var requirement = conclusion.Requirement;
        var scenarios = requirement is null
            ? conclusion.Scenarios
            : run.Requirements.First(r => ReferenceEquals(r.Requirement, requirement)).Scenarios;
        var isOpen = conclusion.IsFailure || (isStrict && conclusion.Verdict == Verdict.Warning);
        return new RequirementView(
            BadgeView.Of(conclusion.Verdict),
            requirement?.Id ?? "scenario",
            requirement is null ? string.Empty : Words.Name(requirement.Level),
            conclusion.Statement,
            isOpen,
            conclusion.ExpectedFailure is not null,
            Words.Count(scenarios.Length, "scenario"),
            requirement is null ? [] : [.. FactsOf(run, requirement, conclusion)],
            [.. scenarios.Select(s => views.Of(s, isOpen && conclusion.Scenarios.Contains(s)))]
        );
    }

    private static IEnumerable<FactView> FactsOf(ContractRun run, CheckedRequirement requirement, Conclusion conclusion)
    {
        yield return new FactView("source", requirement.Source);
        yield return new FactView("contract", $"{requirement.At} ({requirement.Pointer})");
        if (requirement.Family != RequirementFamily.Documented)
            yield return new FactView("family", Words.Of(requirement.Family));
        if (conclusion.ExpectedFailure is { } reason)
            yield return new FactView("expected to fail", reason);
        foreach (var reading in requirement.Readings)
        {
            var isTaken = (run.Readings.GetValueOrDefault(requirement.Id) ?? requirement.DefaultReading) == reading.Name;
            var isSeen = conclusion.Scenarios.Any(s => s.ReadingsSeen.GetValueOrDefault(requirement.Id) == reading.Name);
            var uses = (isTaken, isSeen) switch
            {
                (true, true) => " (taken, seen)",
                (true, false) => " (taken)",
                (false, true) => " (seen)",
                _ => string.Empty,
            };
            yield return new FactView("reading", $"{reading.Name}{uses}: {reading.Meaning}");
        }
    }
}
