using System.Collections.Immutable;
using System.Globalization;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>What narrows the page down: verdicts, a text, a contract. It works by the script, so it is not shown without one.</summary>
internal static class FilterBar
{
    private static readonly ImmutableArray<Verdict?> Order =
    [
        Verdict.Failed,
        Verdict.Inconclusive,
        Verdict.Warning,
        Verdict.Review,
        Verdict.Passed,
        Verdict.NotApplicable,
        null,
    ];

    public static void Write(HtmlWriter html, ImmutableArray<ContractView> contracts)
    {
        if (contracts.IsEmpty)
            return;
        html.Element(
            "search",
            "filters",
            () =>
            {
                html.Element("span", "what", "Requirements", ("aria-hidden", "true"));
                html.Element(
                    "div",
                    "verdicts",
                    () => Verdicts(html, contracts),
                    ("role", "group"),
                    ("aria-label", "Show only requirements with these verdicts")
                );
                html.Open(
                    "input",
                    null,
                    ("id", "query"),
                    ("type", "search"),
                    ("aria-label", "Requirement"),
                    ("placeholder", "Filter by id or statement"),
                    ("autocomplete", "off")
                );
                if (contracts.Length > 1)
                    Contracts(html, contracts);
                html.Element("button", "plain", "Open all", ("type", "button"), ("id", "open"));
                html.Element("output", null, string.Empty, ("id", "shown"), ("aria-live", "polite"));
            },
            ("aria-label", "Filters"),
            ("hidden", string.Empty)
        );
    }

    private static void Verdicts(HtmlWriter html, ImmutableArray<ContractView> contracts)
    {
        foreach (var verdict in Order)
        {
            var count = contracts.Sum(c => c.Conclusions.Count(x => x.Verdict == verdict));
            if (count == 0)
                continue;
            html.Element(
                "button",
                VerdictBadge.NameOf(verdict),
                () =>
                {
                    html.Element("span", "sign", VerdictBadge.SignOf(verdict), ("aria-hidden", "true"));
                    html.Text(VerdictBadge.WordOf(verdict) + " ");
                    html.Element("span", "count", count.ToString(CultureInfo.InvariantCulture));
                },
                ("type", "button"),
                ("aria-pressed", "false"),
                ("data-verdict", VerdictBadge.NameOf(verdict))
            );
        }
    }

    private static void Contracts(HtmlWriter html, ImmutableArray<ContractView> contracts) =>
        html.Element(
            "select",
            null,
            () =>
            {
                html.Element("option", null, "All contracts", ("value", string.Empty));
                foreach (var contract in contracts)
                    html.Element("option", null, contract.Run.Contract, ("value", contract.Anchor));
            },
            ("id", "contract"),
            ("aria-label", "Contract")
        );
}
