using System.Globalization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>The outcome in one look: a headline, the totals as a bar, when and by what it was made.</summary>
internal static class PageHeader
{
    public static void Write(HtmlWriter html, VerificationReport report) =>
        html.Element(
            "header",
            "page " + Words.Name(report.Outcome),
            () =>
            {
                html.Element("p", "eyebrow", "Conformance report");
                html.Element("h1", null, Words.Of(report.Outcome));
                html.Element("p", "lead", OutcomeSentence.Of(report));
                Bar(html, Totals.Of(report));
                html.Element("p", "facts", Facts(report));
            }
        );

    private static void Bar(HtmlWriter html, Totals totals)
    {
        var shown = Totals.Order.Where(v => totals[v] > 0).ToList();
        html.Element(
            "div",
            "bar",
            () =>
            {
                foreach (var verdict in shown)
                    html.Element(
                        "span",
                        Words.Name(verdict),
                        string.Empty,
                        ("style", string.Create(CultureInfo.InvariantCulture, $"flex-grow:{totals[verdict]}"))
                    );
            },
            ("aria-hidden", "true")
        );
        html.Element(
            "ul",
            "legend",
            () =>
            {
                foreach (var verdict in shown)
                {
                    html.Element(
                        "li",
                        Words.Name(verdict),
                        () =>
                        {
                            html.Element("strong", null, totals[verdict].ToString(CultureInfo.InvariantCulture));
                            html.Text(" " + Words.Counted(verdict, totals[verdict]));
                        }
                    );
                }
            }
        );
    }

    private static string Facts(VerificationReport report)
    {
        List<string> facts =
        [
            Words.Count(report.Runs.Length, "contract"),
            Words.Count(Totals.Of(report).Scenarios, "scenario"),
            Words.Of(Totals.DurationOf(report)),
        ];
        if (!report.Runs.IsEmpty)
            facts.Add(Totals.StartOf(report).UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture));
        facts.Add(report.Tool);
        if (report.IsStrict)
            facts.Add("strict");
        return string.Join(" · ", facts);
    }
}
