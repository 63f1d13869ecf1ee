using System.Collections.Immutable;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>The exchange that shows a result, as <c>webRequest</c> and <c>webResponse</c> (sections 3.46 and 3.47).</summary>
internal static class SarifExchange
{
    public static SarifWebRequest Request(RecordedExchange exchange) =>
        new("HTTP", exchange.Method, exchange.Url, Headers(exchange.RequestHeaders), Content(exchange.RequestBody));

    public static SarifWebResponse Response(RecordedExchange exchange) =>
        exchange.Status is { } status
            ? new SarifWebResponse("HTTP", status, Headers(exchange.ResponseHeaders), Content(exchange.ResponseBody))
            : new SarifWebResponse(NoResponseReceived: true);

    // A header section is an object there, so lines of one name are joined as RFC 9110 (section 5.3) allows.
    private static OrderedDictionary<string, string> Headers(ImmutableArray<HeaderLine> headers) =>
        new(
            headers
                .GroupBy(h => h.Name, StringComparer.OrdinalIgnoreCase)
                .Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Select(l => l.Value))))
        );

    private static SarifContent? Content(string? body) => body is null ? null : new SarifContent(body);
}
