using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>Writes what an outcome says to the response.</summary>
internal static class AnswerWriter
{
    /// <summary>The response header that says which places of a request are not as documented, since a documented answer may be a mere example.</summary>
    public const string InvalidHeader = "Conform-Invalid-Request";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    /// <summary>Answers a request: as documented, else in the mock's own words.</summary>
    /// <param name="body">The request's body, where it is valid, for expressions to read.</param>
    /// <param name="checksSelf">Whether a documented answer is held against the contract before it is sent.</param>
    /// <returns>How the answer breaks the contract; null where it does not, or was not checked.</returns>
    public static string? Write(MockRequest request, RequestOutcome outcome, BodyValue? body, bool checksSelf)
    {
        var http = request.Http;
        if (outcome.BreaksConnection || outcome.IsAnswered)
            return null;
        if (outcome.Mapped is { } mapped)
            return MappedAnswerWriter.Write(request, mapped, checksSelf);
        if (outcome.IsPreflight)
        {
            Cors.AnswerPreflight(http, outcome.Allow);
            return null;
        }

        if (outcome.Allow is { } allow)
            http.Response.Headers.Allow = allow;
        if (outcome.AppliedPreference is { } preference)
            http.Response.Headers["Preference-Applied"] = preference;
        if (outcome is { Answer: { IsBare: true, Status: >= 400 and var status }, Refusal: { } bare })
            ProblemWriter.Write(request, outcome, bare, status);
        else if (outcome.Answer is { } answer)
        {
            if (outcome.Violations.Count > 0)
                http.Response.Headers[InvalidHeader] = HttpField.Value(LogLine.Shortened(outcome.BrokenPlaces));
            return Write(request, outcome, answer, body, checksSelf);
        }
        else if (outcome.Problem is { } problem)
            ProblemWriter.Write(http, problem);
        else if (outcome.Refusal is { } refusal)
            ProblemWriter.Write(request, outcome, refusal, refusal.UsualStatus());
        else
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    /// <summary>Sends a complete body.</summary>
    /// <param name="isStream">Whether it is sent as one whose length is not known: what reads a stream of items waits for none.</param>
    public static void Send(HttpResponse response, ReadOnlySpan<byte> body, bool isStream = false)
    {
        if (!isStream)
            response.ContentLength = body.Length;
        if (HttpMethods.IsHead(response.HttpContext.Request.Method))
            return;
        response.BodyWriter.Write(body);
    }

    private static string? Write(MockRequest request, RequestOutcome outcome, Answer answer, BodyValue? body, bool checksSelf)
    {
        var (http, response) = (request.Http, request.Http.Response);
        AnswerValues? values = null;
        if (outcome.Issued is { } issued && request.Operation?.Session is { } session)
        {
            foreach (var header in session.Headers)
                response.Headers[header.Place.Name!] = issued.OfKind(header.Kind) is { } token ? header.Around.Wrap(token.Text) : null;
            if (!session.Cookies.IsEmpty)
                SetCookie.AddUndocumented(values = new AnswerValues(request, outcome, body), session, issued, answer);
        }

        response.StatusCode = answer.Status;
        foreach (var (name, value) in outcome.OwnHeaders ?? ImmutableDictionary<string, string?>.Empty)
        {
            if (value is not null)
                response.Headers[name] = value;
        }

        foreach (var header in answer.Headers)
        {
            if (outcome.OwnHeaders?.ContainsKey(header.Name) == true)
                continue;
            values ??= new AnswerValues(request, outcome, body);
            var value = values.Text(header.Value);
            if (outcome.MadeId is { } made && header.Name.Equals("Location", StringComparison.OrdinalIgnoreCase))
                value = value[..(value.LastIndexOf('/') + 1)] + Uri.EscapeDataString(made);
            response.Headers.Append(header.Name, SetCookie.Is(header.Name) ? SetCookie.Documented(values, value) : value);
        }

        if (answer.Body is not { } template || answer.Status is 204 or 304)
        {
            if (answer.Status is not (204 or 304))
                response.ContentLength = 0;
            return checksSelf ? SelfCheck.Run(http, answer, default) : null;
        }

        if (template.WhyNone is { } why)
        {
            ProblemWriter.Write(
                http,
                StatusCodes.Status501NotImplemented,
                "no-value",
                $"The response {answer.Documented?.Key} of {request.Operation} documents a body for which no value was found: {why} Correct its schema, or add an example."
            );
            return null;
        }

        response.ContentType = answer.ContentType;
        if (outcome.OwnBody is { } drawn)
        {
            var unfit = checksSelf ? SelfCheck.Run(http, answer, drawn) : null;
            Send(response, drawn, answer.IsSequence);
            return unfit;
        }

        if (template.Constant is { } constant)
        {
            var broken = checksSelf ? SelfCheck.Run(http, answer, constant) : null;
            Send(response, constant.Span, answer.IsSequence);
            return broken;
        }

        var scratch = _scratch ??= new ArrayBufferWriter<byte>(4096);
        scratch.ResetWrittenCount();
        template.Write(scratch, values ?? new AnswerValues(request, outcome, body));
        var violation = checksSelf ? SelfCheck.Run(http, answer, scratch.WrittenMemory) : null;
        Send(response, scratch.WrittenSpan, answer.IsSequence);
        return violation;
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

    /// <summary>Checks an answer whose status and headers are set: how it breaks the contract, or null.</summary>
    public static string? Run(HttpContext http, Answer answer, ReadOnlyMemory<byte> body)
    {
        if (answer.Documented is not { } documented)
            return null;
        return Told(http, ResponseValidator.Validate(documented, Sent.With(http, body)));
    }

    /// <summary>Checks an answer that need not be one of those that the operation documents.</summary>
    public static string? Run(HttpContext http, Operation operation, ReadOnlyMemory<byte> body) =>
        Told(http, ResponseValidator.Validate(operation, Sent.With(http, body)));

    private static string? Told(HttpContext http, IReadOnlyList<ResponseViolation> violations)
    {
        if (violations.Count == 0)
            return null;
        var told = string.Join(" ", violations.Select(v => v.Message));
        http.Response.Headers[Header] = HttpField.Value(LogLine.Shortened(told));
        return told;
    }

    private sealed class Sent(HttpResponse response, ReadOnlyMemory<byte> body) : IResponseView
    {
        public static Sent With(HttpContext http, ReadOnlyMemory<byte> body) =>
            new(http.Response, HttpMethods.IsHead(http.Request.Method) ? default : body);

        public string Method => response.HttpContext.Request.Method;

        public int Status => response.StatusCode;

        public string? ContentType => response.ContentType;

        public ReadOnlyMemory<byte> Body => body;

        public IReadOnlyList<string> Header(string name) => [.. response.Headers[name].Select(line => line ?? "")];
    }
}
