using System.Text.Json;
using Conformance.Documents;
using Conformance.Reporting.Terminal;
using Conformance.Reporting.Tests.Samples;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests;

/// <summary>What CI servers read of a run, and what a log of theirs shows meanwhile.</summary>
public sealed class CiReportTests
{
    private static VerificationReport Report(bool isStrict, params Finding[] findings) => SampleFindings.Report(isStrict, findings);

    [Fact]
    public void GitHub_gets_an_annotation_for_each_finding_and_obeys_nothing_of_the_target()
    {
        var report = Report(
            isStrict: false,
            SampleFindings.Of(FindingSeverity.Must, "GET /me lets in a revoked token."),
            SampleFindings.Of(FindingSeverity.Advice, "It is, cached: 100%.", "200 ::error::x\n::warning::y ##[z]")
        );
        var lines = report.Text(ReportFormat.GitHub).TrimEnd('\n').Split('\n');
        Assert.Equal(
            "::error file=specs/alpha/openapi.yaml,line=12,col=7,title=alpha%3A GET /me lets in a revoked token.::Expected 401, as documented; found 200 with a body. (ALP-07; 1 scenario, first "
                + $"{report.Runs[0].Findings[0].SeenBy[0].Scenario})",
            lines[0]
        );
        Assert.StartsWith(
            "::warning file=specs/alpha/openapi.yaml,line=12,col=7,title=alpha%3A It is%2C cached%3A 100%25.::",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.Equal(2, lines.Count(l => l.Contains("specs/alpha", StringComparison.Ordinal)));
        Assert.DoesNotContain("::error::", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("##[", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_gets_an_issue_for_each_finding_whose_fingerprint_outlives_edits()
    {
        var finding = SampleFindings.Of(FindingSeverity.Must, "GET /me lets in a revoked token.");
        using var issues = JsonDocument.Parse(Report(isStrict: false, finding).Text(ReportFormat.GitLab));
        var issue = Assert.Single(issues.RootElement.EnumerateArray());
        Assert.Equal("critical", issue.GetProperty("severity").GetString());
        Assert.Equal("ALP-07", issue.GetProperty("check_name").GetString());
        Assert.Equal("specs/alpha/openapi.yaml", issue.GetProperty("location").GetProperty("path").GetString());
        Assert.Equal(12, issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32());
        var moved = finding with { At = new Location("specs/alpha/openapi.yaml", 99, 1), Found = "204" };
        using var later = JsonDocument.Parse(Report(isStrict: false, moved).Text(ReportFormat.GitLab));
        Assert.Equal(issue.GetProperty("fingerprint").GetString(), later.RootElement[0].GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void A_console_tells_a_finding_once_and_all_that_is_known_of_it()
    {
        var shown = Shown(Report(isStrict: false, SampleFindings.Of(FindingSeverity.Must, "GET /me lets in a revoked token.")));
        foreach (
            var line in (string[])
                [
                    "  FAILED  GET /me lets in a revoked token. (must)",
                    "  contract  specs/alpha/openapi.yaml:12:7 (#/paths/~1logout/post)",
                    "  expected  401, as documented",
                    "  found     200 with a body",
                    "  when      12 ms after the logout, at try 2",
                    "  hides     1 scenario could not be judged because of it",
                    "  repeat    (\necho it\n)\n",
                ]
        )
            Assert.Contains(line, shown, StringComparison.Ordinal);
        Assert.Single(shown.Split('\n'), l => l.Contains("lets in a revoked token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Warnings_are_counted_alike_whether_the_run_is_strict_or_not(bool isStrict)
    {
        var alpha = SampleRuns.Alpha();
        var run = alpha with
        {
            Scenarios = [],
            Requirements = [],
            BaselineFaults = [],
            Findings = [SampleFindings.Of(FindingSeverity.Advice, "One."), SampleFindings.Of(FindingSeverity.Should, "Two.")],
            Outcome = isStrict ? Outcome.Failed : Outcome.Passed,
        };
        var shown = Shown(new VerificationReport("conform 1.0.0", isStrict, [run]));
        Assert.Contains(isStrict ? "2 warnings fail a strict run" : "2 warnings would fail a strict run", shown, StringComparison.Ordinal);
        Assert.Equal(2, shown.Split('\n').Count(l => l.StartsWith(isStrict ? "  WARNING" : "  warning", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_log_hears_of_a_slow_target_every_ten_seconds()
    {
        var time = new ManualTime();
        using var output = new StringWriter { NewLine = "\n" };
        var reporter = new ConsoleReporter(output, new ConsoleStyle(120, UsesColour: false, IsLive: false, IsVerbose: false), time);
        var report = Report(isStrict: false);
        reporter.On(new ContractStarted("alpha", "Alpha", new Uri("http://127.0.0.1:1"), 7));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.DoesNotContain("0 of 7 scenarios done", output.ToString(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("alpha: 0 of 7 scenarios done\n", output.ToString(), StringComparison.Ordinal);
        reporter.On(new ScenarioJudged("alpha", report.Runs[0].Scenarios[0]));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("alpha: 1 of 7 scenarios done, 1 failed\n", output.ToString(), StringComparison.Ordinal);
        reporter.Finish(report);
        var length = output.ToString().Length;
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(length, output.ToString().Length);
    }

    private static string Shown(VerificationReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new ConsoleReporter(output, new ConsoleStyle(120, UsesColour: false, IsLive: false, IsVerbose: false)).Finish(report);
        return output.ToString();
    }

    /// <summary>A clock with one timer, which moves when it is told to.</summary>
    private sealed class ManualTime : TimeProvider, ITimer
    {
        private TimerCallback? _callback;
        private TimeSpan _left;
        private TimeSpan _period;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _left, _period) = (callback, dueTime, period);
            return this;
        }

        public void Advance(TimeSpan time)
        {
            for (_left -= time; _left <= TimeSpan.Zero; _left += _period)
                _callback?.Invoke(null);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _callback = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
