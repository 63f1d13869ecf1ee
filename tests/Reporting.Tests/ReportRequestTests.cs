namespace Conformance.Reporting.Tests;

public sealed class ReportRequestTests
{
    [Fact]
    public void Reads_several_formats_in_any_case_with_blanks_around()
    {
        Assert.True(ReportRequest.TryParse("junit=out/a.xml, HTML = b=c.html", out var requests, out var error));
        Assert.Null(error);
        Assert.Equal([new ReportRequest(ReportFormat.JUnit, "out/a.xml"), new ReportRequest(ReportFormat.Html, "b=c.html")], requests);
    }

    [Theory]
    [InlineData(
        "sarfi=x",
        "\"sarfi\" is not a format of reports; did you mean \"sarif\"? There are github, gitlab, html, json, junit, markdown, messages, sarif."
    )]
    [InlineData("pdf=x", "\"pdf\" is not a format of reports; there are github, gitlab, html, json, junit, markdown, messages, sarif.")]
    [InlineData("junit", "\"junit\" is not a report: expected FORMAT=PATH, for instance junit=results.xml.")]
    [InlineData("", "\"\" is not a report: expected FORMAT=PATH, for instance junit=results.xml.")]
    [InlineData("junit=", "\"junit=\" names no file: write junit=PATH.")]
    [InlineData("junit=x,json=x", "\"x\" is asked for twice, as junit and as json: give each report a file of its own.")]
    public void Tells_what_is_wrong(string text, string expected)
    {
        Assert.False(ReportRequest.TryParse(text, out var requests, out var error));
        Assert.Empty(requests);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Tells_all_mistakes_at_once()
    {
        Assert.False(ReportRequest.TryParse("pdf=x,junit", out _, out var error));
        Assert.Contains("\"pdf\"", error, StringComparison.Ordinal);
        Assert.Contains("\"junit\" is not a report", error, StringComparison.Ordinal);
    }
}
