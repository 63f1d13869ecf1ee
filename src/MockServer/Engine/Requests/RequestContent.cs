using System.Buffers;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>Reads request bodies whole, up to <see cref="MockOptions.LargestBody"/>.</summary>
internal static class BodyReader
{
    /// <summary>The body; null where it is too large. The memory is the caller's.</summary>
    /// <exception cref="BadHttpRequestException">The client sent a broken body.</exception>
    /// <exception cref="ConnectionResetException">The client is gone.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 || http.Request.ContentLength is null && http.Request.Headers.TransferEncoding.Count == 0)
            return ReadOnlyMemory<byte>.Empty;
        if (http.Request.ContentLength > MockOptions.LargestBody)
            return null;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.Buffer.Length > MockOptions.LargestBody)
            {
                reader.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
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
