using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>Why a run came to its outcome, a sentence.</summary>
internal static class OutcomeSentence
{
    public static string Of(VerificationReport report)
    {
        var conclusions = Conclusion.Of(report).ToList();
        return Sentence(report, conclusions) + EndedEarly(report) + LeftOut(report);
    }

    // What nobody asked for is no obstacle, and nothing to pass over in silence either.
    private static string LeftOut(VerificationReport report)
    {
        var leftOut = report.Runs.Sum(r => r.LeftOut);
        return leftOut == 0 ? "" : $" {Words.Count(leftOut, "check")} {(leftOut == 1 ? "was" : "were")} left out; --verbose tells why.";
    }

    private static string Sentence(VerificationReport report, List<Conclusion> conclusions) =>
        report.Outcome switch
        {
            Outcome.Passed => Passed(report, conclusions),
            Outcome.Failed => Failed(report, conclusions),
            _ when report.Runs.All(r => r.Scenarios.IsEmpty && r.Obstacles.IsEmpty) => "Nothing ran, so nothing was shown.",
            _ when report.Runs.All(r => r.Outcome == Outcome.Passed || IsUnfinished(r)) => "None of the checks that were made failed.",
            _ when report.Runs.All(r => r.Outcome == Outcome.Passed || SawNoLogout(r)) =>
                "No token was tried after a logout, so nothing was proved of it.",
            _ => "What the checks stand on did not work, so nothing was proved.",
        };

    private static bool IsUnfinished(ContractRun run) => run.End != RunEnd.Complete && run.Count(Verdict.Inconclusive) == 0;

    // A run that was cut short has not looked for more.
    private static string EndedEarly(VerificationReport report) =>
        report.Runs.Select(r => r.End).FirstOrDefault(e => e != RunEnd.Complete) switch
        {
            RunEnd.TimeLimit => " The time limit ended the run before every check was made.",
            RunEnd.Interrupted => " The run was interrupted before every check was made.",
            RunEnd.MaxFailures => " It stopped at --max-failures, before every check was made.",
            _ => "",
        };

    private static string Passed(VerificationReport report, List<Conclusion> conclusions)
    {
        if (report.Runs.All(r => r.Explored is not null))
            return "No sequence showed anything that the contract does not explain." + Restrictions(report);
        var known = conclusions.Count(c => c is { Verdict: Verdict.Failed, IsFailure: false });
        var warnings = Warnings(report);
        var seen =
            known > 0
                ? $"Every stated behaviour was seen but for {Words.Count(known, "expected failure")}"
                : "Every stated behaviour was seen";
        var sentence = warnings > 0 ? $"{seen}; {Words.Count(warnings, "warning")} would fail a strict run." : $"{seen}.";
        return sentence + Restrictions(report);
    }

    private static bool SawNoLogout(ContractRun run) => !run.TriesLogout && !run.Scenarios.IsEmpty && run.Count(Verdict.Inconclusive) == 0;

    // As many as are told one by one: a cause each, and what no finding tells of.
    private static int Warnings(VerificationReport report) =>
        report.Runs.Sum(r =>
            r.Findings.Count(f => f is { ExpectedFailure: null, Severity: not FindingSeverity.Must })
            + Conclusion.Untold(r).Count(c => c.Verdict == Verdict.Warning)
        );

    private static string For(VerificationReport report, int missed)
    {
        var causes = report.Runs.Sum(r => r.Findings.Count(f => f is { ExpectedFailure: null, Severity: FindingSeverity.Must }));
        return causes > 0 && causes != missed ? $", for {Words.Count(causes, "cause")}" : "";
    }

    // What a green run does not say.
    private static string Restrictions(VerificationReport report)
    {
        var untried = report.Runs.Any(r => !r.TriesLogout)
            ? " No token was tried after a logout, because the chosen scenarios do not."
            : "";
        return report.Runs.All(r => r.IsEmbedded)
            ? $"{untried} It was the built-in mock that passed; name an implementation with --base-url to have it {(report.Runs.All(r => r.Explored is not null) ? "explored" : "verified")}."
            : untried;
    }

    private static string Failed(VerificationReport report, List<Conclusion> conclusions)
    {
        var missed = conclusions.Count(c => c.IsFailure);
        var warned = report.IsStrict ? Warnings(report) : 0;
        var faults = report.Runs.Sum(r => r.BaselineFaults.Length);
        var unjudged = report.Runs.Count(r => r.Outcome == Outcome.NotJudged);
        var causes = new List<string>();
        if (missed > 0)
            causes.Add($"{Words.Count(missed, "stated behaviour")} {(missed == 1 ? "was" : "were")} missed{For(report, missed)}");
        if (warned > 0)
            causes.Add($"{Words.Count(warned, "warning")} {(warned == 1 ? "fails" : "fail")} a strict run");
        if (faults > 0)
            causes.Add($"the list of expected failures has {Words.Count(faults, "fault")}");
        if (unjudged > 0)
            causes.Add($"{Words.Count(unjudged, "contract")} could not be judged");
        var sentence = causes.Count == 0 ? "A check failed" : string.Join("; ", causes);
        return char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".";
    }
}
