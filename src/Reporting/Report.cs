using System.Collections.Immutable;
using Conformance.Reporting.Ci;
using Conformance.Reporting.Html;
using Conformance.Reporting.Json;
using Conformance.Reporting.JUnit;
using Conformance.Reporting.Markdown;
using Conformance.Reporting.Messages;
using Conformance.Reporting.Sarif;
using Conformance.Verification.Results;

namespace Conformance.Reporting;

/// <summary>Writes what a run found. The texts of a report hold no secret, and nothing is written that is not in it.</summary>
public static class Report
{
    /// <summary>Writes one form of a report as UTF-8 without a byte order mark, and leaves the stream open.</summary>
    public static void Write(ReportFormat format, VerificationReport report, Stream output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        Action<VerificationReport, Stream> write = format switch
        {
            ReportFormat.JUnit => JUnitReport.Write,
            ReportFormat.Html => HtmlReport.Write,
            ReportFormat.Json => JsonReport.Write,
            ReportFormat.Messages => MessagesReport.Write,
            ReportFormat.Sarif => SarifReport.Write,
            ReportFormat.Markdown => MarkdownReport.Write,
            ReportFormat.GitHub => GitHubReport.Write,
            ReportFormat.GitLab => GitLabReport.Write,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
        };
        write(report, output);
    }

    /// <summary>
    /// Writes one form of a report to a file. The file is whole or absent: it is written beside its place and then moved there. Missing folders are
    /// made. Null when it was written, else a sentence that says why not.
    /// </summary>
    public static string? Write(ReportFormat format, VerificationReport report, string path)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(path);
        return WholeFile.Write(path, output => Write(format, report, output)) is { } why
            ? $"The {ReportFormats.NameOf(format)} report could not be written to \"{path}\": {why} Give a file in a folder that you may write to."
            : null;
    }

    /// <summary>Adds the summary in Markdown to a file, which others may have written to: that of <c>GITHUB_STEP_SUMMARY</c>. Null when it was written, else a sentence that says why not.</summary>
    public static string? AppendSummary(VerificationReport report, string path)
    {
        ArgumentNullException.ThrowIfNull(report);
        try
        {
            using var output = new FileStream(path, FileMode.Append, FileAccess.Write);
            Write(ReportFormat.Markdown, report, output);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"The summary of the step could not be written to \"{path}\": {e.Message.TrimEnd('.')}.";
        }
    }

    /// <summary>Writes every form that was asked for, also after one could not be written. A sentence for each of those; none is good.</summary>
    public static ImmutableArray<string> WriteAll(IEnumerable<ReportRequest> requests, VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return [.. requests.Select(r => Write(r.Format, report, r.Path)).OfType<string>()];
    }
}
