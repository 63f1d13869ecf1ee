using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>One contract: its target, what keeps it from being judged, and its requirements.</summary>
internal static class ContractPart
{
    public static void Write(HtmlWriter html, ContractView contract, bool isStrict)
    {
        var run = contract.Run;
        var shown = new HashSet<string>(StringComparer.Ordinal);
        html.Element(
            "section",
            "contract",
            () =>
            {
                html.Element(
                    "h2",
                    null,
                    () =>
                    {
                        html.Element("span", "outcome " + Words.Name(run.Outcome), Words.Of(run.Outcome));
                        html.Text(run.Contract);
                        html.Element("small", null, run.Title);
                    },
                    ("id", contract.Anchor + "-title")
                );
                html.Element("p", "facts", string.Join(" · ", Facts(run)));
                foreach (var obstacle in run.Obstacles)
                    Note(html, "Cannot be judged", obstacle);
                foreach (var notice in run.Notices)
                    Note(html, "Note", notice);
                foreach (var fault in run.BaselineFaults)
                    Note(html, "List of expected failures", fault);
                if (run.Scenarios.IsEmpty && run.Obstacles.IsEmpty)
                    Note(html, "Cannot be judged", "No scenario ran.");
                if (!contract.Conclusions.IsEmpty)
                    Columns(html);
                foreach (var conclusion in contract.Conclusions)
                    RequirementPart.Write(html, contract, conclusion, shown, isStrict);
            },
            ("id", contract.Anchor),
            ("aria-labelledby", contract.Anchor + "-title")
        );
    }

    private static IEnumerable<string> Facts(ContractRun run) =>
        [
            run.IsEmbedded ? $"the built-in mock at {run.BaseUrl}" : run.BaseUrl.ToString(),
            run.ContractFile,
            Words.Count(run.Scenarios.Length, "scenario"),
            Words.Of(run.Duration),
        ];

    private static void Columns(HtmlWriter html) =>
        html.Element(
            "div",
            "columns",
            () =>
            {
                foreach (var column in (string[])["verdict", "id", "level", "requirement", "scenarios"])
                    html.Element("span", null, column);
            },
            ("aria-hidden", "true")
        );

    private static void Note(HtmlWriter html, string title, string sentence) =>
        html.Element(
            "p",
            "note",
            () =>
            {
                html.Element("strong", null, title + ": ");
                html.Text(sentence);
            }
        );
}
