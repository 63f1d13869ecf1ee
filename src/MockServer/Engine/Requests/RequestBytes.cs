using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>The body of a request as it was sent.</summary>
/// <param name="Bytes">Empty where there is none; null where it is too large.</param>
internal readonly record struct RequestBytes(ReadOnlyMemory<byte>? Bytes)
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>Reads the body whole.</summary>
    /// <exception cref="BadHttpRequestException">The client sent a broken body.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    public static async ValueTask<RequestBytes> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 || http.Request.ContentLength is null && http.Request.Headers.TransferEncoding.Count == 0)
            return new RequestBytes(ReadOnlyMemory<byte>.Empty);
        if (http.Request.ContentLength > Largest)
            return default;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.Buffer.Length > Largest)
            {
                reader.AdvanceTo(result.Buffer.End);
                return default;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return new RequestBytes(body);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
