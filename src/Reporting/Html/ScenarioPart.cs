using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A scenario: what it missed, its steps, and between them the requests that they sent.</summary>
internal static class ScenarioPart
{
    public static void Write(HtmlWriter html, ContractView contract, ScenarioResult scenario, bool isOpen)
    {
        var marks = new Marks();
        html.Element(
            "details",
            "scenario",
            () =>
            {
                html.Element(
                    "summary",
                    null,
                    () =>
                    {
                        VerdictBadge.Write(html, scenario.Verdict);
                        html.Element("span", "name", scenario.Name);
                        html.Element("span", "place", $"{scenario.File}:{scenario.Line} · {Words.Of(scenario.Duration)}");
                    }
                );
                html.Element(
                    "div",
                    "inside",
                    () =>
                    {
                        html.Element("p", "feature", scenario.Rule is { } rule ? $"{scenario.Feature} › {rule}" : scenario.Feature);
                        if (scenario.Finding is { } finding)
                            Finding(html, marks, finding);
                        if (scenario.Reason is { } reason)
                            html.Element("p", "reason", () => marks.Write(html, reason));
                        Steps(html, marks, scenario);
                    }
                );
            },
            isOpen ? [("id", contract.AnchorOf(scenario)), ("open", string.Empty)] : [("id", contract.AnchorOf(scenario))]
        );
    }

    private static void Finding(HtmlWriter html, Marks marks, Finding finding) =>
        html.Element(
            "dl",
            "finding",
            () =>
            {
                html.Element(
                    "div",
                    "expected",
                    () =>
                    {
                        html.Element("dt", null, "expected");
                        html.Element("dd", null, () => marks.Write(html, finding.Expected));
                    }
                );
                html.Element(
                    "div",
                    "found",
                    () =>
                    {
                        html.Element("dt", null, "found");
                        html.Element("dd", null, () => marks.Write(html, finding.Found));
                    }
                );
            }
        );

    private static void Steps(HtmlWriter html, Marks marks, ScenarioResult scenario)
    {
        var ofSteps = scenario.Steps.SelectMany(s => s.Exchanges).ToHashSet();
        html.Element(
            "ol",
            "steps",
            () =>
            {
                foreach (var step in scenario.Steps)
                    Step(html, marks, scenario, step);
            }
        );
        foreach (var exchange in scenario.Exchanges.Where(e => !ofSteps.Contains(e.Number)))
            ExchangePart.Write(html, marks, exchange, isShown: false);
    }

    private static void Step(HtmlWriter html, Marks marks, ScenarioResult scenario, StepRecord step) =>
        html.Element(
            "li",
            Words.Name(step.Outcome),
            () =>
            {
                html.Element(
                    "p",
                    "step",
                    () =>
                    {
                        html.Element("span", "unseen", Words.Name(step.Outcome) + ": ");
                        html.Element("b", null, step.Keyword);
                        html.Text(" ");
                        marks.Write(html, step.Text);
                    }
                );
                if (step.Argument is { } argument)
                    html.Element("pre", "argument", () => marks.Write(html, argument));
                if (step.Message is { } message && message != scenario.Reason && message != scenario.Finding?.ToString())
                    html.Element("p", "message", () => marks.Write(html, message));
                foreach (var exchange in scenario.Exchanges.Where(e => step.Exchanges.Contains(e.Number)))
                    ExchangePart.Write(html, marks, exchange, scenario.Finding?.Exchange == exchange.Number);
            }
        );
}
