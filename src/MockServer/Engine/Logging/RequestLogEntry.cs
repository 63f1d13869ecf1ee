using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>An answered request. Holds no token's text but what a sender put into the path or a field, which <see cref="LogLine"/> shortens.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RequestLogEntry
{
    /// <summary>When it was answered, by the clock of its namespace.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The namespace; null for the default one.</summary>
    public string? Namespace { get; init; }

    /// <summary>The method.</summary>
    public string Method { get; init; }

    /// <summary>The path without the query, cut where it is long.</summary>
    public string Path { get; init; }

    /// <summary>The query as it was sent, <c>?page=2</c>, cut where it is long; null or empty for none. Only the log that is told of the request sees it.</summary>
    public string? Query { get; init; }

    /// <summary>How long it took until it was answered; null where nobody looked.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether it was a preflight request of the CORS protocol.</summary>
    public bool IsPreflight { get; init; }

    /// <summary>The status it was answered with; 0 where the connection was broken on purpose.</summary>
    public int Status { get; init; }

    /// <summary>How it ended.</summary>
    public OutcomeKind Outcome { get; init; }

    /// <summary>The contract's name; null where none is served at the path.</summary>
    public string? Contract { get; init; }

    /// <summary>The operation; null where there is none.</summary>
    public Operation? Operation { get; init; }

    /// <summary>Why it was refused; null where it was not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What became of the tokens that it presented.</summary>
    public Decision Decision { get; init; }

    /// <summary>The session that it began, or that its tokens belong to; null where there is none.</summary>
    public Session? Session { get; init; }

    /// <summary>The tokens that it was issued, without their texts.</summary>
    public ImmutableArray<TokenRecord> Issued { get; init; }

    /// <summary>The id of the last fault that struck it; null where none did.</summary>
    public string? Fault { get; init; }

    /// <summary>The name of the mapping that answered in the contract's place; null where none did.</summary>
    public string? Mapping { get; init; }

    /// <summary>Whatever else explains the answer, cut where it is long; it may quote fields of the request, but nothing of its body or parameters.</summary>
    public string? Note { get; init; }

    /// <summary>Which places of the request break the contract, such as <c>body /email</c>, without what stands there; null where none does.</summary>
    public string? BrokenPlaces { get; init; }

    /// <summary>How the answer breaks the contract, where the mock checks its own answers and this one does; else null.</summary>
    public string? ContractViolation { get; init; }

    /// <summary>How many bytes it keeps alive, by an estimate that rather says too much: its texts, and records of tokens and sessions that are forgotten otherwise.</summary>
    internal long Bytes =>
        Unsafe.SizeOf<RequestLogEntry>()
        + BytesOf(Path)
        + BytesOf(Query)
        + BytesOf(Note)
        + BytesOf(BrokenPlaces)
        + BytesOf(ContractViolation)
        + (Method is { Length: > LongestOwnMethod } ? BytesOf(Method) : 0)
        + (Decision.Token is null ? 0 : BytesOfToken)
        + (Session is null ? 0 : BytesOfSession)
        + (Issued.IsDefaultOrEmpty ? 0 : BytesOfText + (Issued.Length * BytesOfToken));

    private const int BytesOfText = 24; // an object's head and its length
    private const int BytesOfToken = 136; // its record, and what befell it
    private const int BytesOfSession = 72;
    private const int LongestOwnMethod = 7; // those that servers know are one text for all requests

    private static long BytesOf(string? text) => text is null ? 0 : BytesOfText + (sizeof(char) * text.Length);

    // What an entry holds of a request is kept by journals and queues, so that its length must not be the sender's choice.
    private const int LongestText = 500;

    /// <summary>A request that was refused before a namespace could be found for it.</summary>
    internal static RequestLogEntry OfNoNamespace(HttpContext http, string path, DateTimeOffset now, string why) =>
        new()
        {
            Time = now,
            Method = Cut(http.Request.Method)!,
            Path = Cut(path)!,
            Status = http.Response.StatusCode,
            Outcome = OutcomeKind.Refused,
            Issued = [],
            Note = why,
        };

    /// <summary>A text of a request as an entry keeps it.</summary>
    internal static string? Cut(string? text) => text is { Length: > LongestText } ? string.Concat(text.AsSpan(0, LongestText), "…") : text;
}

/// <summary>How a request ended.</summary>
public enum OutcomeKind
{
    /// <summary>The operation went on.</summary>
    Accepted,

    /// <summary>The contract or the session said no.</summary>
    Refused,

    /// <summary>A Prefer header or a fault chose the answer.</summary>
    Forced,

    /// <summary>A mapping of the team's own answered in the contract's place.</summary>
    Mapped,

    /// <summary>The mock or a mapping has a defect, or the request was broken HTTP.</summary>
    Failed,
}
