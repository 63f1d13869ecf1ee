using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Conformance.WireMockNet;

/// <summary>Has an engine answer what WireMock.Net's matching hands to it. What is written to the server's own response would be overwritten, so the answer is buffered.</summary>
internal sealed class ContractResponder(MockEngine engine) : IResponseProvider
{
    /// <inheritdoc/>
    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping,
        HttpContext context,
        IRequestMessage requestMessage,
        WireMockServerSettings settings
    )
    {
        // WireMock.Net does not read the bodies of methods that seldom have one, and has unpacked what was compressed.
        var body = requestMessage.BodyAsBytes ?? await ReadAsync(context);
        var exchange = BufferedExchange.Of(context, body);
        if (requestMessage.DetectedCompression is not null)
            exchange.Http.Request.Headers.ContentEncoding = default;
        await engine.AnswerAsync(exchange.Http);
        await exchange.CompleteAsync();
        return (exchange.IsAborted ? new ResponseMessage() : MessageOf(exchange, context.Response), null);
    }

    private static ResponseMessage MessageOf(BufferedExchange exchange, HttpResponse response)
    {
        var answer = exchange.Http.Response;
        var message = new ResponseMessage { StatusCode = answer.StatusCode, Headers = new Dictionary<string, WireMockList<string>>() };
        foreach (var (name, values) in answer.Headers)
        {
            // WireMock.Net takes this one for the server's own and leaves it out; RFC 9110, section 11.6.1, asks for it.
            if (name.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase))
                response.Headers[name] = values;
            else
                message.Headers[name] = new WireMockList<string>([.. values.Select(v => v ?? "")]);
        }

        if (!exchange.Answer.IsEmpty)
            message.BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = exchange.Answer.ToArray() };
        return message;
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0)
            return [];

        // One byte more than the engine takes is enough for it to say that it is too much.
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (body.Length <= EngineOptions.LargestBody && await request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
            body.Write(buffer, 0, read);
        return body.ToArray();
    }
}
