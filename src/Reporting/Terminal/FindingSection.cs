using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Terminal;

/// <summary>What the target does otherwise than it should, a block for each cause, the worst first; then the warnings, then what could not be judged, a line for each reason.</summary>
internal sealed class FindingSection(Screen screen, ContractRun run, bool isStrict)
{
    // Of a body in the exchange of a login that failed.
    private const int LongestBody = 500;

    private readonly LabelledText _fields = new(screen);

    /// <param name="withoutFinding">Writes what was missed and has no finding.</param>
    public void Write(Action withoutFinding)
    {
        foreach (var finding in run.Findings.Where(f => FindingText.IsFailure(f, isStrict)))
            Block(finding);
        withoutFinding();
        foreach (var finding in run.Findings.Where(f => f.ExpectedFailure is not null))
            _fields.Text(
                "known",
                $"{finding.Cause} ({string.Join(", ", finding.Requirements)} failed, as listed: {finding.ExpectedFailure})"
            );
        foreach (var finding in run.Findings.Where(f => f.ExpectedFailure is null && !FindingText.IsFailure(f, isStrict)))
            _fields.Text("warning", $"{finding.Cause} {FindingText.Missed(finding)} ({FindingText.Checks(finding)})", Verdict.Warning);
        Inconclusive();
    }

    private void Block(Finding finding)
    {
        screen.Line();
        var isMust = finding.Severity == FindingSeverity.Must;
        _fields.Heading(
            isMust ? "FAILED" : "WARNING",
            isMust ? Verdict.Failed : Verdict.Warning,
            $"{finding.Cause} ({Words.Name(finding.Severity)})"
        );
        _fields.Text("contract", FindingText.Place(finding));
        _fields.Text("expected", finding.Expected);
        _fields.Text("found", finding.Found);
        if (FindingText.When(finding) is { } when)
            _fields.Text("when", when);
        _fields.Text("seen by", FindingText.Checks(finding));
        if (FindingText.StandingOnIt(finding) is { } standing)
            _fields.Text("hides", standing);
        if (finding.Repeat is { } script)
            _fields.Command("repeat", script);
        else if (FindingText.ShownBy(run, finding) is { } exchange)
            _fields.Command("repeat", exchange.Curl);
    }

    // What stands on a finding, or on what keeps the whole run from being judged, is told there.
    private void Inconclusive()
    {
        var hidden = run.Findings.SelectMany(f => f.StandingOnIt).ToHashSet(StringComparer.Ordinal);
        var left = run
            .Scenarios.Where(s =>
                s.Verdict == Verdict.Inconclusive && !hidden.Contains(s.Id) && !run.Obstacles.Contains(Explanation.Headline(s))
            )
            .ToList();
        foreach (var group in left.GroupBy(Explanation.Headline, StringComparer.Ordinal))
        {
            screen.Line();
            _fields.Heading("INCONCLUSIVE", Verdict.Inconclusive, $"{Words.Count(group.Count(), "scenario")}: {group.Key}");
            var first = group.First();
            _fields.Text("first", $"{first.Name} ({first.File}:{first.Line})");
            if (FailedLogin(group) is not { } login)
                continue;
            _fields.Command("asked", Excerpt.Of(ExchangeText.Request(login), LongestBody));
            _fields.Command("answered", Excerpt.Of(ExchangeText.Response(login), LongestBody));
            _fields.Command("repeat", login.Curl);
        }
    }

    private static RecordedExchange? FailedLogin(IEnumerable<ScenarioResult> scenarios) =>
        scenarios.Select(s => s.Exchanges.LastOrDefault()).FirstOrDefault(e => e is { Label: "login", Status: not (>= 200 and < 300) });
}
