using System.Globalization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A requirement as a row that opens: where it is stated, its readings, its scenarios. A scenario stands under the first requirement it checks.</summary>
internal static class RequirementPart
{
    public static void Write(HtmlWriter html, ContractView contract, Conclusion conclusion, HashSet<string> shown, bool isStrict)
    {
        var requirement = conclusion.Requirement;
        var scenarios = requirement is null
            ? conclusion.Scenarios
            : contract.Run.Requirements.First(r => ReferenceEquals(r.Requirement, requirement)).Scenarios;
        var isOpen = conclusion.IsFailure || (isStrict && conclusion.Verdict == Verdict.Warning);
        html.Element(
            "details",
            "requirement",
            () =>
            {
                html.Element(
                    "summary",
                    null,
                    () =>
                    {
                        VerdictBadge.Write(html, conclusion.Verdict);
                        html.Element("span", "id", requirement?.Id ?? "scenario");
                        html.Element("span", "level", requirement is null ? string.Empty : Words.Name(requirement.Level));
                        html.Element(
                            "span",
                            "statement",
                            () =>
                            {
                                html.Text(conclusion.Statement);
                                if (conclusion.ExpectedFailure is not null)
                                    html.Element("span", "known", "expected to fail");
                            }
                        );
                        html.Element(
                            "span",
                            "number",
                            scenarios.Length.ToString(CultureInfo.InvariantCulture),
                            ("title", Words.Count(scenarios.Length, "scenario"))
                        );
                    }
                );
                html.Element(
                    "div",
                    "inside",
                    () =>
                    {
                        if (requirement is not null)
                            Facts(html, contract.Run, requirement, conclusion);
                        if (scenarios.IsEmpty)
                            html.Element("p", "reason", "No scenario of the run checks it.");
                        foreach (var scenario in scenarios)
                        {
                            if (shown.Add(scenario.Id))
                                ScenarioPart.Write(html, contract, scenario, isOpen && conclusion.Scenarios.Contains(scenario));
                            else
                                Elsewhere(html, contract, scenario);
                        }
                    }
                );
            },
            isOpen
                ? [("data-verdict", VerdictBadge.NameOf(conclusion.Verdict)), ("open", string.Empty)]
                : [("data-verdict", VerdictBadge.NameOf(conclusion.Verdict))]
        );
    }

    private static void Facts(HtmlWriter html, ContractRun run, CheckedRequirement requirement, Conclusion conclusion) =>
        html.Element(
            "dl",
            "facts",
            () =>
            {
                Fact(html, "source", requirement.Source);
                Fact(html, "contract", $"{requirement.At} ({requirement.Pointer})");
                if (requirement.Family != RequirementFamily.Documented)
                    Fact(html, "family", Words.Of(requirement.Family));
                if (conclusion.ExpectedFailure is { } reason)
                    Fact(html, "expected to fail", reason);
                foreach (var reading in requirement.Readings)
                {
                    var isTaken = (run.Readings.GetValueOrDefault(requirement.Id) ?? requirement.DefaultReading) == reading.Name;
                    var isSeen = conclusion.Scenarios.Any(s => s.ReadingsSeen.GetValueOrDefault(requirement.Id) == reading.Name);
                    var uses = (isTaken, isSeen) switch
                    {
                        (true, true) => " (taken, seen)",
                        (true, false) => " (taken)",
                        (false, true) => " (seen)",
                        _ => string.Empty,
                    };
                    Fact(html, "reading", $"{reading.Name}{uses}: {reading.Meaning}");
                }
            }
        );

    private static void Fact(HtmlWriter html, string name, string value)
    {
        html.Element("dt", null, name);
        html.Element("dd", null, value);
    }

    private static void Elsewhere(HtmlWriter html, ContractView contract, ScenarioResult scenario) =>
        html.Element(
            "p",
            "elsewhere",
            () =>
            {
                VerdictBadge.Write(html, scenario.Verdict);
                html.Element("a", null, scenario.Name, ("href", "#" + contract.AnchorOf(scenario)));
                html.Text(" is shown under the first requirement that it checks.");
            }
        );
}
