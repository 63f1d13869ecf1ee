using Conformance.Reporting.Views;
using Conformance.Verification.Results;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>The last lines: the totals, then the outcome and what to do about it.</summary>
internal sealed class Ending(Screen screen, VerificationReport report)
{
    public void Write()
    {
        screen.Line();
        screen.Line(new Segment(Totals.LineOf(report)));
        var (word, verdict) = report.Outcome switch
        {
            Outcome.Passed => ("PASSED", Verdict.Passed),
            Outcome.Failed => ("FAILED", Verdict.Failed),
            _ => ("NOT JUDGED", Verdict.Inconclusive),
        };
        screen.Line(screen.Paint(word, verdict), new Segment($". {OutcomeSentence.Of(report)}{Advice()}"));
    }

    private string Advice() =>
        report.Outcome switch
        {
            Outcome.Failed when report.Runs.Any(r => r.Findings.Any(f => f.Repeat is not null)) =>
                " Repeat a finding by the script below it.",
            Outcome.Failed when Conclusion.Of(report).Any(c => c.Scenarios.Any(x => x.Miss?.Exchange is not null)) =>
                " Repeat a check by the command below it.",
            Outcome.NotJudged when report.Runs.All(r => r.Scenarios.IsEmpty && r.Obstacles.IsEmpty) =>
                " Choose contracts and scenarios that exist.",
            Outcome.NotJudged when report.Runs.Any(r => r.End == RunEnd.TimeLimit) =>
                " Give it longer with --time-limit, or less to do with --depth quick.",
            Outcome.NotJudged when report.Runs.Any(r => r.End == RunEnd.Interrupted) => " Run it again to have the rest made.",
            Outcome.NotJudged => " Mend what is told above and run again.",
            _ => string.Empty,
        };
}
