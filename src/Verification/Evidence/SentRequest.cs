using System.Collections.Immutable;
using System.Text;
using Conformance.Verification.Results;

namespace Conformance.Verification.Evidence;

/// <summary>A request as it was sent, and what came of it.</summary>
internal sealed class SentRequest
{
    // Characters.
    private const int LongestBody = 64 * 1024;

    public required string Label { get; init; }

    public required string Method { get; init; }

    public required Uri Url { get; init; }

    /// <summary>Every header but Content-Type.</summary>
    public required ImmutableArray<HeaderLine> Headers { get; init; }

    public required string? ContentType { get; init; }

    public required string? Body { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The answer; null while there is none.</summary>
    public RecordedAnswer? Answer { get; set; }

    /// <summary>Why no answer came, a sentence; null where one did.</summary>
    public string? Failure { get; set; }

    public TimeSpan Duration { get; set; }

    private IEnumerable<HeaderLine> Lines => ContentType is { } type ? Headers.Append(new HeaderLine("Content-Type", type)) : Headers;

    /// <summary>What was said, secrets replaced by marks.</summary>
    /// <param name="number">Counts from 1 within the scenario.</param>
    public RecordedExchange ToEvidence(int number, Redactor redactor) =>
        new()
        {
            Number = number,
            Label = Label,
            Method = Method,
            Url = redactor.Redact(Url.AbsoluteUri),
            RequestHeaders = Redacted(Lines, redactor),
            RequestBody = Body is { } sent ? redactor.Redact(sent) : null,
            Status = Answer?.Status,
            ResponseHeaders = Answer is { } answer ? Redacted(answer.Headers, redactor) : [],
            ResponseBody = Answer is { Body.IsEmpty: false } whole ? Cut(whole.Body, redactor) : null,
            Failure = Failure is { } failure ? redactor.Redact(failure) : null,
            SentAt = SentAt,
            Duration = Duration,
            Curl = CurlCommand.Of(Method, Url.AbsoluteUri, Lines, Body, redactor),
        };

    private static ImmutableArray<HeaderLine> Redacted(IEnumerable<HeaderLine> lines, Redactor redactor) =>
        [.. lines.Select(l => new HeaderLine(l.Name, redactor.Redact(l.Value)))];

    private static string Cut(ReadOnlyMemory<byte> body, Redactor redactor)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        var shown = redactor.RedactBeginning(text, LongestBody + 1);
        return text.Length <= 2 * LongestBody && shown.Length <= LongestBody
            ? shown
            : $"{WellFormed.Beginning(shown, LongestBody)}… ({body.Length} bytes)";
    }
}

/// <summary>The answer to a request, read whole.</summary>
internal sealed record RecordedAnswer(int Status, ImmutableArray<HeaderLine> Headers, ReadOnlyMemory<byte> Body);
