using System.Buffers;
using System.Text.Json;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>Writes problem documents (RFC 9457) where a contract documents nothing.</summary>
internal static class ProblemWriter
{
    /// <summary>A refusal that the contract does not document, with the violations where there are any.</summary>
    public static void Write(HttpExchange exchange, Refusal refusal)
    {
        // RFC 9110, section 11.6.1: a 401 carries a challenge.
        var places = exchange
            .Operation?.Session?.Slots.SelectMany(s => s.Places)
            .Concat(exchange.Operation.Credentials.SelectMany(c => c.Places));
        if (refusal.UsualStatus() == StatusCodes.Status401Unauthorized)
            exchange.Http.Response.Headers.WWWAuthenticate = places?.FirstOrDefault(p => HttpField.IsName(p.Scheme))?.Scheme ?? "Bearer";
        Write(exchange.Http, refusal.UsualStatus(), refusal.Name(), LogDetail.Of(exchange), exchange);
    }

    /// <summary>A problem that has no contract.</summary>
    public static void Write(HttpContext http, int status, string reason, string detail) => Write(http, status, reason, detail, null);

    private static void Write(HttpContext http, int status, string reason, string detail, HttpExchange? exchange)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "about:blank");
            writer.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            writer.WriteNumber("status", status);
            writer.WriteString("detail", detail);
            writer.WriteString("reason", reason);
            if (exchange is { Broken.Count: > 0 })
            {
                writer.WriteStartArray("errors");
                foreach (var violation in exchange.Broken)
                {
                    writer.WriteStartObject();
                    writer.WriteString("in", violation.In);
                    writer.WriteString("pointer", violation.Pointer);
                    writer.WriteString("detail", exchange.Tell(violation));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        AnswerWriter.Send(http.Response, buffer.WrittenSpan);
    }
}
