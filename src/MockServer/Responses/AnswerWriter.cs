using System.Buffers;
using Conformance.Contracts.Model;
using Conformance.MockServer.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Responses;

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
