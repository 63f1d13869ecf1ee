using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Requests;

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
