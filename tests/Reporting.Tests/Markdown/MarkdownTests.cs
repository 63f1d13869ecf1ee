using System.Text;
using Conformance.Reporting.Tests.Samples;

namespace Conformance.Reporting.Tests.Markdown;

public sealed class MarkdownTests
{
    [Fact]
    public void A_rich_run_looks_like_this() => Snapshot.Assert("Markdown", "rich.md", SampleReports.Rich.Text(ReportFormat.Markdown));

    [Fact]
    public void A_run_with_findings_looks_like_this() =>
        Snapshot.Assert("Markdown", "found.md", SampleReports.Found.Text(ReportFormat.Markdown));

    [Fact]
    public void A_green_run_looks_like_this() => Snapshot.Assert("Markdown", "green.md", SampleReports.Green.Text(ReportFormat.Markdown));

    [Fact]
    public void Nothing_that_ran_is_not_judged() =>
        Assert.StartsWith("## ❔ Conformance: not judged\n", SampleReports.Empty.Text(ReportFormat.Markdown), StringComparison.Ordinal);

    [Fact]
    public void Warnings_stand_open_when_the_run_is_strict() =>
        Assert.Contains("<details open><summary><b>STD-01</b>", SampleReports.Strict.Text(ReportFormat.Markdown), StringComparison.Ordinal);

    [Fact]
    public void Hostile_text_stays_text()
    {
        var outside = OutsideOfFences(SampleReports.Hostile.Text(ReportFormat.Markdown));
        foreach (var markup in (string[])["<script", "<i>", "@team", "#12", "\u2028", "\u001b", "\u202e"])
            Assert.DoesNotContain(markup, outside, StringComparison.Ordinal);

        // Markdown is not read within the line of a summary, which is HTML.
        var read = string.Join('\n', outside.Split('\n').Where(l => !l.StartsWith("<details", StringComparison.Ordinal)));
        foreach (var markup in (string[])[" |pipe|", " `tick`", " [a](b)"])
            Assert.DoesNotContain(markup, read, StringComparison.Ordinal);
        Assert.Contains("\\|pipe\\|", outside, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", outside, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_is_longer_than_the_backticks_within()
    {
        var run = SampleRuns.Alpha();
        var scenario = run.Scenarios[0] with { Exchanges = [SampleExchanges.Me(3) with { Curl = "curl ````x" }] };
        var text = (
            SampleReports.Rich with
            {
                Runs = [run with { Requirements = [run.Requirements[0] with { Scenarios = [scenario] }] }],
            }
        ).Text(ReportFormat.Markdown);
        Assert.Contains("\n`````sh\ncurl ````x\n`````\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var run = SampleRuns.Alpha();
        var failed = run.Requirements[0] with
        {
            Requirement = run.Requirements[0].Requirement with { Statement = new string('x', 498) + "😀😀" },
        };
        var text = (SampleReports.Rich with { Runs = [run with { Requirements = [failed] }] }).Text(ReportFormat.Markdown);
        Assert.Contains(new string('x', 498) + "…</summary>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2000)]
    public void Is_bounded_and_tells_what_it_leaves_out(int failures)
    {
        var report = SampleReports.WithFailures(failures);
        var text = report.Text(ReportFormat.Markdown);
        Assert.True(Encoding.UTF8.GetByteCount(text) <= 60_000);
        Assert.Equal(text.Split("<details").Length, text.Split("</details>").Length);
        Assert.Equal(failures > 100, text.Contains("parts are left out to keep this short", StringComparison.Ordinal));
    }

    private static string OutsideOfFences(string text) => string.Concat(text.Split("```").Where((_, i) => i % 2 == 0));
}
