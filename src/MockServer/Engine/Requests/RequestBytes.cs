using System.Buffers;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>The body of a request, without the codings that it was sent in.</summary>
/// <param name="Bytes">Empty where there is none; null where it is too large, or cannot be decoded.</param>
/// <param name="UnknownCoding">The coding that cannot be taken off; null where there is none.</param>
/// <param name="BrokenCoding">The coding that the bytes are not in; null where they are.</param>
internal readonly record struct RequestBytes(ReadOnlyMemory<byte>? Bytes, string? UnknownCoding = null, string? BrokenCoding = null)
{
    /// <summary>Reads the body whole, and decodes it.</summary>
    /// <param name="limit">The largest body that is read, in bytes, as it is sent and as it is decoded.</param>
    /// <exception cref="BadHttpRequestException">The client sent a broken body.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    public static async ValueTask<RequestBytes> ReadAsync(HttpContext http, int limit)
    {
        if (!MayHave(http.Request))
            return new RequestBytes(ReadOnlyMemory<byte>.Empty);
        if (http.Request.ContentLength > limit)
            return default;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(http.RequestAborted);
            if (result.Buffer.Length > limit)
            {
                reader.AdvanceTo(result.Buffer.End);
                return default;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return http.Request.Headers.ContentEncoding is { Count: > 0 } coded && body.Length > 0
                    ? Decoded(body, ContentCodings.In(coded), limit)
                    : new RequestBytes(body);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Whether a request may have a body: HTTP/1.1 says so by a field (RFC 9112, section 6.3), and HTTP/2 by a frame that is still to come.</summary>
    public static bool MayHave(HttpRequest request) =>
        request.ContentLength is { } length
            ? length > 0
            : request.Headers.TransferEncoding.Count > 0 || HttpProtocol.IsHttp2(request.Protocol);

    private static RequestBytes Decoded(byte[] body, List<string> codings, int limit)
    {
        if (codings.Find(c => !ContentCodings.IsKnown(c)) is { } unknown)
            return new RequestBytes(null, UnknownCoding: unknown);
        try
        {
            return ContentCodings.Decode(body, codings, limit) is { } plain ? new RequestBytes(plain) : default;
        }
        catch (InvalidDataException)
        {
            return new RequestBytes(null, BrokenCoding: string.Join(", ", codings));
        }
    }
}
