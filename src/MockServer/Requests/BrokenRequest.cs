using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Requests;

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
