using System.Collections.Immutable;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>What one contract came to: its counts, what a reader has to know, then what was missed, the failures last.</summary>
internal sealed class ContractSection(Screen screen, ContractRun run, bool isStrict, bool isVerbose)
{
    private const int LongestBody = 500;

    private readonly ImmutableArray<Conclusion> _conclusions = Conclusion.Of(run);
    private readonly LabelledText _fields = new(screen);

    public void Write()
    {
        screen.Line();
        screen.Line(screen.Strong(ConsoleText.OneLine(run.Contract)), new Segment($"  {ConsoleText.OneLine(run.Title)}"));
        _fields.Text("target", run.IsEmbedded ? $"the built-in mock at {run.BaseUrl}" : run.BaseUrl.ToString());
        _fields.Text(
            "result",
            $"{Words.Count(run.Scenarios.Length, "scenario")}{(run.Scenarios.IsEmpty ? string.Empty : ": ")}{Totals.Of(run.Scenarios).Counted(withZeros: false)}{(run.Requests == 0 ? string.Empty : $"; {Words.Count(run.Requests, "request")}")}"
        );
        new FindingSection(screen, run, isStrict).Write(WithoutFinding);
        foreach (var notice in run.Notices)
            _fields.Text("note", notice);
        foreach (var reviewed in With(Verdict.Review).GroupBy(Seen, StringComparer.Ordinal))
            _fields.Text("review", $"{string.Join(", ", reviewed.Select(c => c.Id))}: {reviewed.Key}");
        NotApplicable();
        foreach (var fault in run.BaselineFaults)
            Whole("BASELINE", fault, Verdict.Failed);
        foreach (var obstacle in run.Obstacles)
        {
            Whole("NOT JUDGED", obstacle, Verdict.Inconclusive);
            if (obstacle == run.Obstacles[0] && run.ObstacleShown is { } shown)
            {
                _fields.Command("asked", shown.Curl);
                _fields.Text("answered", Answer(shown));
            }
        }
    }

    // What no finding tells of, such as a scenario that the run's records hold alone.
    private void WithoutFinding()
    {
        var untold = Conclusion.Untold(run);
        foreach (var failure in untold.Where(c => c.IsFailure))
            Missed(failure, "FAILED");
        foreach (var warning in untold.Where(c => c.Verdict == Verdict.Warning && isStrict))
            Missed(warning, "WARNING");
        foreach (var expected in untold.Where(c => c is { Verdict: Verdict.Failed, IsFailure: false }))
            _fields.Text("known", $"{expected.Id} failed, as listed: {expected.ExpectedFailure}");
        if (!isStrict)
            Warnings(untold);
    }

    private IEnumerable<Conclusion> With(Verdict verdict) => _conclusions.Where(c => c.Verdict == verdict);

    private string Seen(Conclusion reviewed)
    {
        var taken = run.Readings.GetValueOrDefault(reviewed.Id);
        var seen = reviewed
            .Scenarios.Select(s => s.ReadingsSeen.GetValueOrDefault(reviewed.Id))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (seen.Count == 0)
            return reviewed.Scenarios[0].Reason ?? reviewed.Statement;
        var names = string.Join(", ", seen);
        return taken is null ? $"the reading \"{names}\" was seen."
            : seen.All(s => s == taken) ? $"the reading \"{names}\" was seen, as the contract takes it."
            : $"the reading \"{names}\" was seen; the contract takes \"{taken}\".";
    }

    private void Warnings(IEnumerable<Conclusion> untold)
    {
        foreach (var warning in untold.Where(c => c.Verdict == Verdict.Warning))
        {
            foreach (var scenario in warning.Scenarios)
                _fields.Text(
                    "warning",
                    $"{warning.Id}: {Explanation.Headline(scenario)} ({scenario.File}:{scenario.Line})",
                    Verdict.Warning
                );
        }
    }

    private void NotApplicable()
    {
        var left = run.Scenarios.Where(s => s.Verdict == Verdict.NotApplicable).ToList();

        // What began and then turned out to need what this target lacks is worth a line; what was never meant for such a contract is not.
        var quiet = isVerbose ? [] : left.Where(s => s.Exchanges.IsEmpty).ToList();
        if (quiet.Count > 0)
            _fields.Text("left out", $"{Words.Count(quiet.Count, "scenario")} for other kinds of contracts; --verbose lists them");
        foreach (var group in left.Except(quiet).GroupBy(Explanation.Headline, StringComparer.Ordinal))
        {
            _fields.Text("left out", $"{Words.Count(group.Count(), "scenario")}: {group.Key}");
            if (!isVerbose)
                continue;
            foreach (var scenario in group)
                _fields.Text(string.Empty, $"{scenario.Name} ({scenario.File}:{scenario.Line})");
        }
    }

    private void Missed(Conclusion conclusion, string word)
    {
        Heading(word, conclusion);
        if (conclusion.Requirement is { } requirement)
        {
            _fields.Text("source", requirement.Source);
            _fields.Text("contract", requirement.At.ToString());
        }

        foreach (var scenario in conclusion.Scenarios)
        {
            if (scenario.Miss is { } miss)
            {
                _fields.Text("expected", miss.Expected);
                _fields.Text("found", miss.Found);
            }
            else
            {
                _fields.Text("found", Explanation.Headline(scenario));
            }

            _fields.Text("scenario", $"{scenario.Name} ({scenario.File}:{scenario.Line})");
            if (Conclusion.ShownBy(scenario) is { } exchange)
                _fields.Command("repeat", exchange.Curl);
        }
    }

    private void Heading(string word, Conclusion conclusion)
    {
        var level = conclusion.Requirement is { } requirement ? $" ({Words.Name(requirement.Level)})" : string.Empty;
        screen.Line();
        _fields.Heading(word, conclusion.Verdict ?? Verdict.Inconclusive, $"{conclusion.Id}{level}: {conclusion.Statement}");
    }

    private static string Answer(RecordedExchange shown) =>
        shown.Status is { } status
            ? $"{status} {(shown.ResponseBody is { Length: > 0 } body ? Excerpt.Of(body, LongestBody) : "without a body")}"
            : shown.Failure ?? "nothing";

    private void Whole(string word, string sentence, Verdict colour)
    {
        screen.Line();
        _fields.Heading(word, colour, sentence);
    }
}
