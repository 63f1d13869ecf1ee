using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.Contracts.Validation;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>Writes answers.</summary>
internal static class AnswerWriter
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    /// <summary>Writes the operation's documented success, in a representation that the request accepts.</summary>
    public static void Succeed(HttpExchange exchange, Operation operation)
    {
        var answer = Negotiation.Choose(operation.Success, exchange.Http.Request.Headers.Accept);
        if (operation.Session is { } session && exchange.Issued is { } issued)
        {
            foreach (var (name, kind) in session.Headers)
                exchange.Http.Response.Headers[name] = issued.OfKind(kind)?.Text;
            if (!session.Cookies.IsEmpty)
                SetCookie.AddUndocumented(exchange, session, issued, answer);
        }

        Write(exchange, answer);
    }

    /// <summary>Writes a refusal in the contract's own form, else as problem+json (RFC 9457).</summary>
    public static void Refuse(HttpExchange exchange, Refusal refusal)
    {
        exchange.Refused = refusal;
        var answer =
            exchange.Operation?.Refusals[(int)refusal]
            ?? exchange.Mount.Contract.Refusals[(int)refusal]
            ?? exchange.Route.Entry?.Operations.Select(o => o.Refusals[(int)refusal]).FirstOrDefault(a => a is not null);
        if (answer is not null)
            Write(exchange, answer);
        else
            ProblemWriter.Write(exchange, refusal);
    }

    /// <summary>Writes one answer.</summary>
    public static void Write(HttpExchange exchange, Answer answer)
    {
        var response = exchange.Http.Response;
        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            var value = exchange.Text(header.Value);
            response.Headers.Append(header.Name, SetCookie.Is(header.Name) ? SetCookie.Documented(exchange, value) : value);
        }

        if (answer.Body is not { } body || answer.Status is 204 or 304)
        {
            if (answer.Status is not (204 or 304))
                response.ContentLength = 0;
            if (exchange.ChecksSelf)
                SelfCheck.Run(exchange, answer, default);
            return;
        }

        response.ContentType = answer.ContentType;
        if (body.Constant is { } constant)
        {
            if (exchange.ChecksSelf)
                SelfCheck.Run(exchange, answer, constant);
            Send(response, constant.Span);
            return;
        }

        var scratch = _scratch ??= new ArrayBufferWriter<byte>(4096);
        scratch.ResetWrittenCount();
        body.Write(scratch, exchange);
        if (exchange.ChecksSelf)
            SelfCheck.Run(exchange, answer, scratch.WrittenMemory);
        Send(response, scratch.WrittenSpan);
    }

    /// <summary>Sends a complete body.</summary>
    public static void Send(HttpResponse response, ReadOnlySpan<byte> body)
    {
        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(response.HttpContext.Request.Method))
            return;
        response.BodyWriter.Write(body);
    }
}

/// <summary>Proactive negotiation (RFC 9110, section 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>The representation that the Accept header weighs most; the first one where it accepts none, as the section allows.</summary>
    public static Answer Choose(ImmutableArray<Answer> answers, StringValues accept)
    {
        if (answers is [var only] || accept.Count == 0)
            return answers[0];
        return answers.MaxBy(a => Weight(a, accept))!;
    }

    private static double Weight(Answer answer, StringValues accept)
    {
        var type = MediaType.Essence(answer.ContentType).ToString();
        var best = (Specificity: -1, Weight: 0.0);
        foreach (var range in accept.SelectMany(line => (line ?? "").Split(',')))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var media = new MediaType(parts[0].ToLowerInvariant(), BodyKind.Other, null);
            if (media.Specificity > best.Specificity && media.Covers(type))
                best = (media.Specificity, Quality(parts));
        }

        return best.Weight;
    }

    private static double Quality(string[] parts)
    {
        var q = parts.Skip(1).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return q is not null && double.TryParse(q.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : 1;
    }
}

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
        exchange.Http.Response.Headers[Header] = HttpField.Value(LogLine.Shortened(exchange.BrokenPromise));
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
