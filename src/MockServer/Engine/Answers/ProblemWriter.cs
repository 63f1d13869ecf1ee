using System.Buffers;
using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>An answer in the mock's own words.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">What is wrong, in a word for programs.</param>
/// <param name="Detail">The same in a sentence.</param>
internal sealed record ProblemDetails(int Status, string Reason, string Detail);

/// <summary>Writes problem documents (RFC 9457) where a contract documents nothing.</summary>
internal static class ProblemWriter
{
    private const int MostTold = 10;

    /// <summary>A refusal that the contract does not document, with the violations where there are any.</summary>
    public static void Write(MockRequest request, RequestOutcome outcome, Refusal refusal, int status)
    {
        // RFC 9110, section 11.6.1: a 401 carries a challenge.
        var operation = request.Operation;
        var places = operation?.Session?.Slots.SelectMany(s => s.Places).Concat(operation.Credentials.SelectMany(c => c.Places));
        if (status == StatusCodes.Status401Unauthorized)
            request.Http.Response.Headers.WWWAuthenticate = places?.FirstOrDefault(p => HttpField.IsName(p.Scheme))?.Scheme ?? "Bearer";
        Write(request.Http, status, refusal.Name(), DetailOf(request, outcome)!, operation, outcome.Violations);
    }

    /// <summary>Why a request is refused, in a sentence; null where it is not.</summary>
    public static string? DetailOf(MockRequest request, RequestOutcome outcome) =>
        outcome.Refusal is { } refusal ? LogDetail.Of(refusal, outcome.Decision, Told(request.Operation, outcome), request.Now) : null;

    /// <summary>A problem that has no contract.</summary>
    public static void Write(HttpContext http, ProblemDetails problem) => Write(http, problem.Status, problem.Reason, problem.Detail);

    /// <summary>A problem that has no contract.</summary>
    public static void Write(HttpContext http, int status, string reason, string detail) => Write(http, status, reason, detail, null, []);

    private static void Write(
        HttpContext http,
        int status,
        string reason,
        string detail,
        Operation? operation,
        IReadOnlyList<RequestViolation> violations
    )
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
            if (violations.Count > 0)
            {
                writer.WriteStartArray("errors");
                foreach (var violation in violations)
                {
                    writer.WriteStartObject();
                    writer.WriteString("in", violation.In);
                    writer.WriteString("pointer", violation.Pointer);
                    writer.WriteString("detail", Tell(operation, violation));
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

    // What explains a refusal beside its reason: the violations, else the note.
    private static string? Told(Operation? operation, RequestOutcome outcome)
    {
        if (outcome.Violations.Count == 0)
            return outcome.Note is { } note ? LogLine.Shortened(note) : null;
        var rest = outcome.Violations.Count - MostTold;
        return string.Join(" ", outcome.Violations.Take(MostTold).Select(v => Tell(operation, v)))
            + (rest > 0 ? $" There are {rest} more." : "");
    }

    // In the mock's own words, which do not say what was found where the operation takes a password or an assertion.
    private static string Tell(Operation? operation, RequestViolation violation)
    {
        return
            operation is { Session: { } session }
            && (session.UserPlaces.Concat(operation.Client.Select(c => c.Place)).Any(p => IsAt(p.Expression)))
            ? violation.Expectation
            : violation.Message;

        bool IsAt(Expression? place) =>
            place is { Source: ExpressionSource.RequestBody }
                ? violation.In == "body" && violation.Pointer.StartsWith(place.Name!, StringComparison.Ordinal)
                : place is not null && violation.In != "body" && violation.Field.Equals(place.Name, StringComparison.OrdinalIgnoreCase);
    }
}
