using System.Collections.Immutable;
using System.Globalization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A request and its answer side by side, and the command that repeats the request.</summary>
internal static class ExchangePart
{
    /// <param name="isShown">Whether it is the one that shows what was missed; it is open then.</param>
    public static void Write(HtmlWriter html, Marks marks, Exchange exchange, bool isShown) =>
        html.Element(
            "details",
            "exchange",
            () =>
            {
                html.Element(
                    "summary",
                    null,
                    () =>
                    {
                        html.Element("span", "turn", exchange.Number.ToString(CultureInfo.InvariantCulture));
                        html.Element("span", "method", exchange.Method);
                        html.Element("span", "url", () => marks.Write(html, exchange.Url));
                        html.Element(
                            "span",
                            "status s" + StatusClass(exchange.Status),
                            exchange.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"
                        );
                        html.Element("span", "took", Words.Of(exchange.Duration));
                        if (isShown)
                            html.Element("span", "proof", "shows it");
                    }
                );
                html.Element(
                    "div",
                    "messages",
                    () =>
                    {
                        Message(html, marks, "request", $"{exchange.Method} {exchange.Url}", exchange.RequestHeaders, exchange.RequestBody);
                        Message(
                            html,
                            marks,
                            "response",
                            exchange.Status?.ToString(CultureInfo.InvariantCulture) ?? exchange.Failure ?? "no answer",
                            exchange.ResponseHeaders,
                            exchange.ResponseBody
                        );
                    }
                );
                html.Element(
                    "div",
                    "curl",
                    () =>
                    {
                        html.Element("pre", null, exchange.Curl);
                        html.Element(
                            "button",
                            "plain copy",
                            "Copy",
                            ("type", "button"),
                            ("aria-label", "Copy the command that repeats this request"),
                            ("hidden", string.Empty)
                        );
                    }
                );
            },
            isShown ? [("open", string.Empty)] : []
        );

    private static void Message(
        HtmlWriter html,
        Marks marks,
        string name,
        string first,
        ImmutableArray<HeaderLine> headers,
        string? body
    ) =>
        html.Element(
            "div",
            name,
            () =>
            {
                html.Element("h5", null, name);
                html.Element(
                    "pre",
                    null,
                    () =>
                    {
                        html.Element("b", null, () => marks.Write(html, first));
                        foreach (var (header, value) in headers)
                        {
                            html.Text("\n");
                            html.Element("span", "header", header + ":");
                            html.Text(" ");
                            marks.Write(html, value);
                        }

                        if (body is null)
                            return;
                        html.Text("\n\n");
                        marks.Write(html, BodyText.Of(body));
                    }
                );
            }
        );

    private static string StatusClass(int? status) => status is { } known ? (known / 100).ToString(CultureInfo.InvariantCulture) : "0";
}
