using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.MockServer.Engine.Logging;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>A request whose body was read, and whose body and parameters were held against its operation.</summary>
/// <param name="Request">The request.</param>
/// <param name="Body">The body, where it is valid, for expressions and the places of tokens to read.</param>
/// <param name="Violations">What in body and parameters is not as documented.</param>
/// <param name="Refusal">Why the request is refused; null where it is not.</param>
/// <param name="Note">What the log says beside the reason.</param>
internal readonly record struct RequestContent(
    MockRequest Request,
    BodyValue? Body,
    IReadOnlyList<RequestViolation> Violations,
    Refusal? Refusal = null,
    string? Note = null
)
{
    /// <summary>Reads the body where the operation documents one, and validates it and the parameters; a body that is not documented is passed over.</summary>
    /// <param name="largestBody">The largest body that is read, in bytes.</param>
    /// <exception cref="BadHttpRequestException">The client sent a broken body.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    public static async ValueTask<RequestContent> ReadAsync(MockRequest request, Operation operation, int largestBody)
    {
        var content = operation.Body is { } documented
            ? await ReadAsync(request, documented, largestBody)
            : new RequestContent(request, null, []);
        if (content.Refusal is not null)
            return content;
        if (ParameterValidator.Validate(operation, request) is { } violations)
            content = content with { Violations = [.. violations, .. content.Violations] };
        if (request.Unmet is { } unmet && content.Violations.Count == 0)
            content = content with { Violations = [unmet] };
        return content.Violations.Count > 0 ? content with { Refusal = Contracts.Model.Refusal.Invalid } : content;
    }

    /// <summary>The text at a place of the request; null where nothing is there.</summary>
    public string? Text(Expression? place) =>
        place switch
        {
            null => null,
            { Source: ExpressionSource.RequestBody } => TextOf(Body, place.Pointer!),
            _ => Request.Text(place),
        };

    /// <summary>The text at a place of a body; null where nothing is there.</summary>
    public static string? TextOf(BodyValue? body, JsonPointer pointer)
    {
        if (body?.At(pointer) is not { } value)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Of(value),
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }

    private static async ValueTask<RequestContent> ReadAsync(MockRequest request, RequestBody documented, int largestBody)
    {
        var body = request.Body ?? await RequestBytes.ReadAsync(request.Http, largestBody);
        if (body.Bytes is not { } bytes)
            return Unreadable(request, body, largestBody);
        if (bytes.IsEmpty)
            return new RequestContent(request, null, documented.Required ? [BodyValidator.Absent] : []);
        if (documented.Content.Count == 0)
            return new RequestContent(request, null, []);
        var contentType = request.Http.Request.ContentType;
        if (
            documented.For(contentType) is not { } type
            || type.KindFor(contentType) is BodyKind.Json or BodyKind.Form && !MediaType.IsUtf8(contentType)
        )
            return new RequestContent(
                request,
                null,
                [],
                Contracts.Model.Refusal.UnsupportedMediaType,
                contentType is null
                    ? "no Content-Type is not documented"
                    : $"Content-Type {LogLine.Shortened(contentType)} is not documented"
            );
        var violations = BodyValidator.Validate(type, contentType, bytes, out var value);
        return new RequestContent(request, value, violations);
    }

    private static RequestContent Unreadable(MockRequest request, RequestBytes body, int largestBody)
    {
        if (body.UnknownCoding is { } unknown)
        {
            // RFC 9110, section 12.5.3.
            request.Http.Response.Headers.AcceptEncoding = ContentCodings.Known;
            return new RequestContent(
                request,
                null,
                [],
                Contracts.Model.Refusal.UnsupportedMediaType,
                $"Content-Encoding {LogLine.Shortened(unknown)} is none of {ContentCodings.Known}"
            );
        }

        return body.BrokenCoding is { } coding
            ? new RequestContent(request, null, [BodyValidator.NotInCoding(coding)])
            : new RequestContent(
                request,
                null,
                [],
                Contracts.Model.Refusal.ContentTooLarge,
                $"the body is larger than {largestBody} bytes; --max-body sets the limit"
            );
    }
}

/// <summary>Tells the exceptions that a client causes by the bytes that it sends from defects.</summary>
internal static class BrokenRequest
{
    /// <summary>The status for an exception that says the request is broken HTTP; null where it says something else.</summary>
    public static int? StatusOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException broken => broken.StatusCode,

            // The server's reader has no other words for a chunk whose size is beyond its numbers.
            IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
            _ => null,
        };
}
