using Conformance.Contracts.Model;
using Conformance.Contracts.Validation;
using Conformance.MockServer.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Responses;

/// <summary>
/// Holds the mock's own answers against the contract that it serves. An answer that breaks it is sent all the same, with the header <see cref="Header"/>, and
/// its line in the log says how. A refusal is held against the response that <c>x-session</c> names for it. Answers in the mock's own words, where the contract documents nothing, are not checked.
/// </summary>
internal static class SelfCheck
{
    /// <summary>The response header that says how an answer breaks its contract.</summary>
    public const string Header = "Conform-Broken-Contract";

    /// <summary>Checks an answer whose status and headers are set.</summary>
    public static void Run(HttpExchange exchange, Answer answer, ReadOnlyMemory<byte> body)
    {
        if (answer.Documented is not { } documented)
            return;
        var isHead = HttpMethods.IsHead(exchange.Http.Request.Method);
        var violations = ResponseValidator.Validate(documented, new Sent(exchange.Http.Response, isHead ? default : body));
        if (violations.Count == 0)
            return;
        exchange.BrokenPromise = string.Join(" ", violations.Select(v => v.Message));
        exchange.Http.Response.Headers[Header] = HttpField.Value(Logs.LogLine.Shortened(exchange.BrokenPromise));
    }

    private sealed class Sent(HttpResponse response, ReadOnlyMemory<byte> body) : IResponseView
    {
        public string Method => response.HttpContext.Request.Method;

        public int Status => response.StatusCode;

        public string? ContentType => response.ContentType;

        public ReadOnlyMemory<byte> Body => body;

        public IReadOnlyList<string> Header(string name) => [.. response.Headers[name].Select(line => line ?? "")];
    }
}
