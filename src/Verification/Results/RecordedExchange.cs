using System.Collections.Immutable;

namespace Conformance.Verification.Results;

/// <summary>A recorded request and its answer. Secrets are replaced by marks such as <c>«access#1 a3f9»</c>, the same one wherever the same secret stands.</summary>
public sealed record RecordedExchange
{
    /// <summary>Counts from 1 within its scenario.</summary>
    public required int Number { get; init; }

    /// <summary>What the request was for: <c>logout</c>, <c>GET /me</c>.</summary>
    public required string Label { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute URL.</summary>
    public required string Url { get; init; }

    /// <summary>The request's headers as sent.</summary>
    public required ImmutableArray<HeaderLine> RequestHeaders { get; init; }

    /// <summary>The request's body as text; null where it had none.</summary>
    public required string? RequestBody { get; init; }

    /// <summary>The status of the answer; null where none came.</summary>
    public required int? Status { get; init; }

    /// <summary>The headers of the answer.</summary>
    public ImmutableArray<HeaderLine> ResponseHeaders { get; init; } = [];

    /// <summary>The body of the answer as text, cut after 65,536 characters; null where it had none.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>Why no answer came, a sentence; null where one did.</summary>
    public string? Failure { get; init; }

    /// <summary>When the request was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until the answer was read whole.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>A <c>curl</c> command that repeats the request; secrets are environment variables in it.</summary>
    public required string Curl { get; init; }
}

/// <summary>One line of a header section.</summary>
public readonly record struct HeaderLine(string Name, string Value);
