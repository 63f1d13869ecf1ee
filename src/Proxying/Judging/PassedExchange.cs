using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Results;
using Microsoft.AspNetCore.Http;

namespace Conformance.Proxying.Judging;

/// <summary>A request that passed, as its contract sees it, and what was answered. It lives as long as the request itself.</summary>
internal sealed class PassedExchange(HttpContext http, long number, string path, DateTimeOffset begunAt) : IRequestView
{
    private IReadOnlyList<KeyValuePair<string, string>>? _query;

    /// <summary>Counts the requests of the run from 1, in the order in which they began.</summary>
    public long Number => number;

    /// <summary>When it began, in the order of all that happens in the proxy.</summary>
    public required long Begun { get; init; }

    public DateTimeOffset BegunAt => begunAt;

    /// <summary>Where it goes at the target.</summary>
    public required Uri Url { get; init; }

    /// <summary>The operations of its method and path, of which a condition tells the one that is meant; none where the contract knows none.</summary>
    public IReadOnlyList<Operation> Candidates { get; init; } = [];

    /// <summary>What the path's parameters caught.</summary>
    public IReadOnlyList<string> PathValues { get; init; } = [];

    /// <summary>The operation that is meant; null before that is known, and where none is.</summary>
    public Operation? Operation { get; set; }

    /// <summary>The body without its codings; null where it is not known, because it is too long, or in a coding that cannot be taken off.</summary>
    public ReadOnlyMemory<byte>? RequestBody { get; set; }

    /// <summary>The status of the answer; 0 before there is one.</summary>
    public int Status { get; set; }

    /// <summary>The headers of the answer, as the target sent them.</summary>
    public ImmutableArray<HeaderLine> AnswerHeaders { get; set; } = [];

    /// <summary>The body of the answer without its codings; null where it is not known.</summary>
    public ReadOnlyMemory<byte>? AnswerBody { get; set; }

    /// <summary>Until the answer had been read, or until it began where it is a stream.</summary>
    public TimeSpan Duration { get; set; }

    public DateTimeOffset AnsweredAt => begunAt + Duration;

    public string Method => http.Request.Method;

    public string Path => path;

    public string? ContentType => http.Request.ContentType;

    public string RawQuery => http.Request.QueryString.Value is ['?', .. var query] ? query : "";

    public IReadOnlyList<KeyValuePair<string, string>> Query =>
        _query ??= [.. http.Request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string>(q.Key, value ?? ""))];

    public string? Cookies => http.Request.Headers.Cookie is { Count: > 0 } lines ? string.Join("; ", (IEnumerable<string?>)lines) : null;

    /// <summary>The headers of the request as the client sent them.</summary>
    public IEnumerable<HeaderLine> RequestHeaders =>
        http.Request.Headers.SelectMany(h => h.Value, (h, value) => new HeaderLine(h.Key, value ?? ""));

    public string? Header(string name)
    {
        var values = http.Request.Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => string.Join(", ", (IEnumerable<string?>)values),
        };
    }

    public string? Cookie(string name) => http.Request.Headers.Cookie is { Count: > 0 } lines ? RequestCookies.ValueOf(lines, name) : null;

    public string? PathParameter(string name) =>
        (Operation ?? (Candidates.Count > 0 ? Candidates[0] : null))?.PathParameters.IndexOf(name) is >= 0 and var index
        && index < PathValues.Count
            ? PathValues[index]
            : null;
}
