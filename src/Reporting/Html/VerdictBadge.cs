using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A verdict as a sign, a word and a colour.</summary>
internal static class VerdictBadge
{
    private const string NotChecked = "not checked";

    /// <summary>The name of a verdict for styles and filters; null is a requirement that nothing checks.</summary>
    public static string NameOf(Verdict? verdict) => verdict is { } known ? Words.Name(known) : "notChecked";

    /// <summary>The word for people.</summary>
    public static string WordOf(Verdict? verdict) => verdict is { } known ? Words.Of(known) : NotChecked;

    /// <summary>The sign that stands before the word; screen readers pass over it.</summary>
    public static string SignOf(Verdict? verdict) =>
        verdict switch
        {
            Verdict.Passed => "✓",
            Verdict.Failed => "✕",
            Verdict.Warning => "!",
            Verdict.Inconclusive => "?",
            Verdict.Review => "◇",
            Verdict.NotApplicable => "–",
            _ => "○",
        };

    public static void Write(HtmlWriter html, Verdict? verdict) =>
        html.Element(
            "span",
            "badge " + NameOf(verdict),
            () =>
            {
                html.Element("span", "sign", SignOf(verdict), ("aria-hidden", "true"));
                html.Text(WordOf(verdict));
            }
        );
}
