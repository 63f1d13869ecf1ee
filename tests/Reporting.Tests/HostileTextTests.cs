using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Conformance.Reporting.Terminal;
using Conformance.Reporting.Tests.Samples;

namespace Conformance.Reporting.Tests;

/// <summary>Whatever a target says, every report is written and can be read.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts =>
        [
            "nul",
            "controls",
            "high surrogate",
            "low surrogate",
            "swapped surrogates",
            "noncharacters",
            "directions",
            "markup",
            "Spectre's markup",
            "wide letters",
            "nothing",
            "long word",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_report_of_it_is_well_formed(string name)
    {
        var report = SampleReports.HostileBy(TextOf(name));
        foreach (var format in Enum.GetValues<ReportFormat>())
        {
            var written = report.Text(format);
            switch (format)
            {
                case ReportFormat.Json or ReportFormat.Sarif:
                    Assert.NotNull(JsonNode.Parse(written));
                    break;
                case ReportFormat.Messages:
                    Assert.All(written.TrimEnd('\n').Split('\n'), l => Assert.NotNull(JsonNode.Parse(l)));
                    break;
                case ReportFormat.JUnit:
                    Assert.NotNull(XDocument.Parse(written).Root);
                    break;
                case ReportFormat.Html:
                    Assert.EndsWith("</html>\n", written, StringComparison.Ordinal);
                    Assert.Equal(1, written.Split("<script").Length - 1);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_console_shows_it_and_does_not_obey(string name)
    {
        var report = SampleReports.HostileBy(TextOf(name));
        foreach (var usesColour in (bool[])[false, true])
        {
            using var output = new StringWriter { NewLine = "\n" };
            var reporter = new ConsoleReporter(output, new ConsoleStyle(80, usesColour, IsLive: true, IsVerbose: true));
            foreach (var happened in SampleEvents.Of(report))
                reporter.On(happened);
            reporter.Finish(report);
            var shown = output.ToString();
            Assert.DoesNotContain(shown.EnumerateRunes(), r => Rune.IsControl(r) && r.Value is not ('\n' or '\r' or '\u001b'));
            Assert.Equal(usesColour, shown.Contains('\u001b', StringComparison.Ordinal));
            Assert.Contains("FAILED", shown, StringComparison.Ordinal);
        }
    }

    private static string TextOf(string name) =>
        name switch
        {
            "nul" => "a\0b",
            "controls" => string.Concat(Enumerable.Range(1, 31).Concat(Enumerable.Range(127, 33)).Select(c => (char)c)),
            "high surrogate" => "a\ud800",
            "low surrogate" => "\udc00a",
            "swapped surrogates" => "\udc00\ud800",
            "noncharacters" => "\ufffe\uffff\ufdd0",
            "directions" => "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff",
            "markup" => "</script><script>alert(1)</script>\"'--><![CDATA[ ]]>&amp;&#0;",
            "Spectre's markup" => "[red]a[/] [/] [[ ]] [link=x]y[/] :smile: {0}",
            "wide letters" => "日本語のとても長い文章です 👩‍👩‍👧‍👦 e\u0301",
            "long word" => new string('x', 70_000),
            _ => string.Empty,
        };
}
