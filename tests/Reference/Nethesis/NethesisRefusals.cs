using Conformance.Generated;
using Conformance.Generated.Nethesis.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Nethesis;

/// <summary>How My Nethesis refuses: in the envelope, in the words of the published source.</summary>
internal static class NethesisRefusals
{
    /// <summary>The mark of a request whose credentials are of another scheme.</summary>
    public static readonly object WrongScheme = new();

    public static Envelope Of(string message) =>
        new()
        {
            Code = 401,
            Message = message,
            Data = null,
        };

    /// <summary>Refuses an access token; what a bad one's answer has for data differs between the document and the source.</summary>
    public static Envelope Of(Presented token, HttpContext httpContext, object? dataOfInvalid)
    {
        if (token.Standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        Challenge(httpContext, hadToken: token.Standing != Standing.Missing);
        return token.Standing switch
        {
            Standing.Missing => Of(
                httpContext.Items.ContainsKey(WrongScheme) ? "invalid authorization header format" : "authorization header required"
            ),
            Standing.Ended => new Envelope
            {
                Code = 401,
                Message = "token has been revoked",
                Data = new { reason = "user logout" },
            },
            _ => new Envelope
            {
                Code = 401,
                Message = "invalid token",
                Data = dataOfInvalid,
            },
        };
    }

    /// <summary>The documented validation error, with each field at fault.</summary>
    public static ErrorEnvelope Violations(IEnumerable<RequestProblem> problems, HttpRequest request) =>
        new()
        {
            Code = 400,
            Message = "validation failed",
            Data = new ErrorData
            {
                Type = ErrorDataType.ValidationError,
                Errors =
                [
                    .. problems.Select(problem => new FieldError
                    {
                        Key = problem.Name.Length > 0 ? problem.Name : problem.Place,
                        Message = problem.Message,
                        Value = request.Sent(problem.Name),
                    }),
                ],
            },
        };

    public static Envelope Undocumented(int status) =>
        new()
        {
            Code = status,
            Message = status switch
            {
                404 => "not-found",
                405 => "method-not-allowed",
                413 => "content-too-large",
                415 => "unsupported-media-type",
                _ => "internal-error",
            },
            Data = null,
        };

    /// <summary>RFC 6750, 3: a realm, and an error code where a token was sent.</summary>
    public static void Challenge(HttpContext httpContext, bool hadToken) =>
        httpContext.Response.Headers.WWWAuthenticate = hadToken
            ? "Bearer realm=\"nethesis\", error=\"invalid_token\""
            : "Bearer realm=\"nethesis\"";
}
