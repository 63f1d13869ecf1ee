using Conformance.Generated;
using Conformance.Generated.Rinne.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Rinne;

/// <summary>Rinne's errors: an <c>error</c> object with code, message, status, details, path, timestamp and requestId.</summary>
internal sealed class RinneErrors(TimeProvider clock)
{
    /// <summary>RFC 6750, 3: a realm, and an error code where a token was sent.</summary>
    public static void Challenge(HttpContext httpContext, bool hadToken) =>
        httpContext.Response.Headers.WWWAuthenticate = hadToken
            ? "Bearer realm=\"rinne\", error=\"invalid_token\""
            : "Bearer realm=\"rinne\"";

    /// <summary>The documented refusal of a token.</summary>
    public AuthenticationErrorResponse Of(HttpContext httpContext, Standing standing)
    {
        if (standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        Challenge(httpContext, hadToken: standing != Standing.Missing);
        return Of(
            httpContext,
            401,
            "AUTHENTICATION_ERROR",
            "Authentication required to access this resource",
            standing switch
            {
                Standing.Missing => "No bearer token was sent",
                Standing.Expired => "The token has expired",
                Standing.Ended => "The token was logged out",
                _ => "The token is not valid",
            }
        );
    }

    public AuthenticationErrorResponse Of(HttpContext httpContext, int status, string code, string message, string reason) =>
        new()
        {
            Error = new AuthenticationErrorResponseError
            {
                Code = code,
                Message = message,
                Status = status,
                Details = new AuthenticationErrorResponseErrorDetails { Reason = reason },
                Path = httpContext.Request.Path,
                Timestamp = clock.GetUtcNow(),
                RequestId = RequestId(),
            },
        };

    public AuthenticationErrorResponse Undocumented(HttpContext httpContext, int status) =>
        status switch
        {
            404 => Of(httpContext, status, "NOT_FOUND", "There is no such path", httpContext.Request.Path.Value!),
            405 => Of(httpContext, status, "METHOD_NOT_ALLOWED", "This path does not know the method", httpContext.Request.Method),
            413 => Of(httpContext, status, "CONTENT_TOO_LARGE", "The body is too large", "content-too-large"),
            415 => Of(httpContext, status, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json", "unsupported-media-type"),
            400 => Of(httpContext, status, "VALIDATION_ERROR", "The request is not valid", "bad-request"),
            _ => Of(httpContext, status, "INTERNAL_ERROR", "The server failed", "internal-error"),
        };

    public ValidationErrorResponse Violations(HttpContext httpContext, IEnumerable<RequestProblem> problems) =>
        new()
        {
            Error = new ValidationErrorResponseError
            {
                Code = "VALIDATION_ERROR",
                Message = "The request is not valid",
                Status = 400,
                Details = new ValidationErrorResponseErrorDetails
                {
                    Errors =
                    [
                        .. problems.Select(problem => new ValidationErrorResponseErrorDetailsErrorsItem
                        {
                            Field = problem.Name.Length > 0 ? problem.Name : problem.Place,
                            Message = problem.Message,
                        }),
                    ],
                },
                Path = httpContext.Request.Path,
                Timestamp = clock.GetUtcNow(),
                RequestId = RequestId(),
            },
        };

    private static string RequestId() => $"req_{Ids.Uuid()}";
}
