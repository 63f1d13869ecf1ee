using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>
/// One page that needs nothing else: no request leaves it. It tells everything without its script, which filters, copies commands and opens what is
/// printed.
/// </summary>
internal static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    public static void Write(VerificationReport report, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        text.NewLine = "\n";
        var html = new HtmlWriter(text);
        ImmutableArray<ContractView> contracts = [.. report.Runs.Select((r, i) => new ContractView(r, Conclusion.Of(r), $"c{i + 1}"))];
        html.Markup("<!DOCTYPE html>");
        html.Element(
            "html",
            null,
            () =>
            {
                html.Element("head", null, () => Head(html, report));
                html.Element("body", null, () => Body(html, report, contracts));
            },
            ("lang", "en")
        );
        html.Markup(string.Empty);
    }

    private static void Head(HtmlWriter html, VerificationReport report)
    {
        html.Open("meta", null, ("charset", "utf-8"));
        html.Open("meta", null, ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Open("meta", null, ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Element(
            "title",
            null,
            $"{Words.Of(report.Outcome)}: conformance of {(report.Runs.Length == 1 ? report.Runs[0].Contract : Words.Count(report.Runs.Length, "contract"))}"
        );
        html.Markup($"<style>{Resource("page.css")}</style>");
    }

    private static void Body(HtmlWriter html, VerificationReport report, ImmutableArray<ContractView> contracts)
    {
        html.Element("a", "skip", "Skip to the results", ("href", "#results"));
        PageHeader.Write(html, report);
        FilterBar.Write(html, contracts);
        html.Element(
            "main",
            null,
            () =>
            {
                foreach (var contract in contracts)
                    ContractPart.Write(html, contract, report.IsStrict);
                if (contracts.IsEmpty)
                    html.Element("p", "nothing", "No contract was run.");
                else
                    html.Element("p", "nothing", "No requirement matches the filters.", ("id", "nothing"), ("hidden", string.Empty));
            },
            ("id", "results")
        );
        html.Markup($"<script>{Resource("page.js")}</script>");
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
