using System.Collections.Immutable;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>The exchange that shows a result, as <c>webRequest</c> and <c>webResponse</c> (sections 3.46 and 3.47).</summary>
internal static class SarifExchange
{
    public static void Write(Utf8JsonWriter json, Exchange exchange)
    {
        json.WriteStartObject("webRequest");
        json.WriteString("protocol", "HTTP");
        json.WriteString("method", exchange.Method);
        json.WriteString("target", exchange.Url);
        Content(json, exchange.RequestHeaders, exchange.RequestBody);
        json.WriteEndObject();
        json.WriteStartObject("webResponse");
        if (exchange.Status is { } status)
        {
            json.WriteString("protocol", "HTTP");
            json.WriteNumber("statusCode", status);
            Content(json, exchange.ResponseHeaders, exchange.ResponseBody);
        }
        else
        {
            json.WriteBoolean("noResponseReceived", true);
        }

        json.WriteEndObject();
    }

    // A header section is an object there, so lines of one name are joined as RFC 9110 (section 5.3) allows.
    private static void Content(Utf8JsonWriter json, ImmutableArray<HeaderLine> headers, string? body)
    {
        json.Map(
            "headers",
            headers
                .GroupBy(h => h.Name, StringComparer.OrdinalIgnoreCase)
                .Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Select(l => l.Value))))
        );
        if (body is null)
            return;

        json.WriteStartObject("body");
        json.WriteString("text", body);
        json.WriteEndObject();
    }
}
