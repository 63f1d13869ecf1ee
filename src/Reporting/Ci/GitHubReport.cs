using System.Text;
using Conformance.Documents;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Ci;

/// <summary>GitHub's workflow commands: an annotation of the contract for each finding, and for each reason why a contract could not be judged.</summary>
internal static class GitHubReport
{
    // The most that GitHub shows of one step are ten of each kind; the summary has the rest.
    private const int LongestMessage = 1000;

    public static void Write(VerificationReport report, Stream output)
    {
        var lines = new StringBuilder();
        foreach (var run in report.Runs)
        {
            foreach (var finding in run.Findings)
            {
                var kind =
                    FindingText.IsFailure(finding, report.IsStrict) ? "error"
                    : finding.ExpectedFailure is null ? "warning"
                    : "notice";
                var (file, line, column) = (FilePlace.Of(finding.At.File), finding.At.Line, finding.At.Column);
                lines.Append(
                    $"::{kind} file={Property(file)},line={Math.Max(1, line)},col={Math.Max(1, column)},title={Property($"{run.Contract}: {finding.Cause}")}::{Message($"{FindingText.Missed(finding)} ({FindingText.Checks(finding)})")}\n"
                );
            }

            foreach (var sentence in run.Obstacles.Concat(run.BaselineFaults))
                lines.Append($"::error title={Property(run.Contract)}::{Message(sentence)}\n");
        }

        output.Write(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    /// <summary>The message of a workflow command. What a target says is shown, and is no command of its own.</summary>
    public static string Message(string text) => Escaped(Excerpt.Of(LogText.OneLine(text), LongestMessage));

    /// <summary>The value of a property of a workflow command.</summary>
    public static string Property(string text) =>
        Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Escaped(string text) => text.Replace("%", "%25", StringComparison.Ordinal);
}
