using System.Collections.Immutable;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Json;

/// <summary>A request and its answer as JSON; <c>response</c> is null where none came.</summary>
internal static class JsonExchange
{
    public static void Exchange(this Utf8JsonWriter json, Exchange exchange)
    {
        json.WriteStartObject();
        json.WriteNumber("number", exchange.Number);
        json.WriteString("label", exchange.Label);
        json.WriteString("sentAt", Words.Of(exchange.SentAt));
        json.Duration(exchange.Duration);
        json.WriteStartObject("request");
        json.WriteString("method", exchange.Method);
        json.WriteString("url", exchange.Url);
        json.Headers(exchange.RequestHeaders);
        json.StringOrNull("body", exchange.RequestBody);
        json.WriteEndObject();
        json.Response(exchange);
        json.StringOrNull("failure", exchange.Failure);
        json.WriteString("curl", exchange.Curl);
        json.WriteEndObject();
    }

    private static void Response(this Utf8JsonWriter json, Exchange exchange)
    {
        if (exchange.Status is not { } status)
        {
            json.WriteNull("response");
            return;
        }

        json.WriteStartObject("response");
        json.WriteNumber("status", status);
        json.Headers(exchange.ResponseHeaders);
        json.StringOrNull("body", exchange.ResponseBody);
        json.WriteEndObject();
    }

    private static void Headers(this Utf8JsonWriter json, ImmutableArray<HeaderLine> headers)
    {
        json.WriteStartArray("headers");
        foreach (var (name, value) in headers)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
