using System.Text.RegularExpressions;
using Conformance.Reporting.Tests.Samples;

namespace Conformance.Reporting.Tests.Html;

public sealed partial class HtmlTests
{
    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public void Every_id_stands_once_and_every_link_leads_to_one(string name)
    {
        var page = SampleReports.All[name].Text(ReportFormat.Html);
        var ids = Id().Matches(page).Select(m => m.Groups["id"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Link().Matches(page), m => Assert.Contains(m.Groups["id"].Value, ids));
    }

    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public void Nothing_is_asked_for_and_the_policy_forbids_it(string name)
    {
        var page = SampleReports.All[name].Text(ReportFormat.Html);
        Assert.Contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(" src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var page = SampleReports.Hostile.Text(ReportFormat.Html);
        Assert.Equal(1, page.Split("<script").Length - 1);
        Assert.Equal(1, page.Split("</script").Length - 1);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\0", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &#x2028;&#x2029;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_says_is_no_template()
    {
        const string Said = "{{ style | raw }} {% render 'page' %} {% raw %} {{ 7 | times: 6 }}";
        var page = SampleReports.HostileBy(Said).Text(ReportFormat.Html);
        Assert.Contains("{{ style | raw }} {% render &#x27;page&#x27; %} {% raw %} {{ 7 | times: 6 }}", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("<style>").Length - 1);
    }

    [Fact]
    public void Every_exchange_is_on_the_page_once_with_its_command()
    {
        var page = SampleReports.Rich.Text(ReportFormat.Html);
        var exchanges = SampleReports.Rich.Runs.SelectMany(r => r.Scenarios).Sum(s => s.Exchanges.Length);
        Assert.Equal(exchanges, page.Split("<details class=\"exchange\"").Length - 1);
        Assert.Equal(exchanges, page.Split("<div class=\"curl\"><pre>curl ").Length - 1);
    }

    [Fact]
    public void A_mark_has_the_same_colour_wherever_it_stands_in_a_scenario()
    {
        var scenario = SampleReports.Rich.Text(ReportFormat.Html).Split("<details class=\"scenario\"")[1];
        var colours = Mark()
            .Matches(scenario)
            .GroupBy(m => m.Groups["mark"].Value, m => m.Groups["colour"].Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Distinct(StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        Assert.Equal(["«access#1 a3f9»", "«password 11aa»", "«refresh#1 77b0»"], colours.Keys.Order(StringComparer.Ordinal));
        Assert.All(colours.Values, c => Assert.Single(c));
        Assert.Equal(3, colours.Values.Select(c => c[0]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_is_missed_is_open_and_what_is_green_is_closed()
    {
        Assert.DoesNotContain(" open>", SampleReports.Green.Text(ReportFormat.Html), StringComparison.Ordinal);
        Assert.Contains(
            "<details class=\"requirement\" data-verdict=\"failed\" open>",
            SampleReports.Rich.Text(ReportFormat.Html),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("data-verdict=\"warning\" open>", SampleReports.Rich.Text(ReportFormat.Html), StringComparison.Ordinal);
        Assert.Contains("data-verdict=\"warning\" open>", SampleReports.Strict.Text(ReportFormat.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_come_first_and_those_that_fail_the_run_are_open()
    {
        var page = SampleReports.Found.Text(ReportFormat.Html);
        Assert.True(
            page.IndexOf("<details class=\"cause", StringComparison.Ordinal)
                < page.IndexOf("<details class=\"requirement", StringComparison.Ordinal)
        );
        var causes = page.Split("<details class=\"cause ")[1..];
        Assert.Equal(3, causes.Length);
        Assert.StartsWith("failed\" open>", causes[0], StringComparison.Ordinal);
        Assert.Contains("<dt>when</dt><dd>12 ms after the logout, at try 2</dd>", causes[0], StringComparison.Ordinal);
        Assert.Contains("echo it", causes[0], StringComparison.Ordinal);
        Assert.Contains($">{SampleReports.Found.Runs[0].Findings[0].SeenBy[0].Scenario}</a>", causes[0], StringComparison.Ordinal);
        Assert.DoesNotContain(
            causes[1..],
            c => c.Contains(" open>", StringComparison.Ordinal) && !c.Contains("requirement", StringComparison.Ordinal)
        );
        Assert.Contains("expected to fail", causes[2].Split("</summary>")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "rich",
        "<h1>Failed</h1>",
        "1 stated behaviour was missed; the list of expected failures has 1 fault; 1 contract could not be judged."
    )]
    [InlineData("green", "<h1>Passed</h1>", "Every stated behaviour was seen.")]
    [InlineData("empty", "<h1>Not judged</h1>", "No contract was run.")]
    public void The_outcome_is_the_headline(string name, string headline, string sentence)
    {
        var page = SampleReports.All[name].Text(ReportFormat.Html);
        Assert.Contains(headline, page, StringComparison.Ordinal);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
    }

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(" href=\"#(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<mark class=\"(?<colour>m\\d)\" data-mark=\"(?<mark>[^\"]+)\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();
}
