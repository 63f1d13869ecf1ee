using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>The answer to a request, read whole.</summary>
internal sealed class Reply(RequestDraft request, int number, int status, ImmutableArray<HeaderLine> headers, ReadOnlyMemory<byte> body)
    : IResponseView
{
    private readonly Lazy<JsonNode?> _json = new(() => WellFormed.Json(body.Span));

    /// <summary>What was asked.</summary>
    public RequestDraft Request { get; } = request;

    /// <summary>The number of its exchange.</summary>
    public int Number { get; } = number;

    /// <inheritdoc/>
    public string Method => Request.Method;

    /// <inheritdoc/>
    public int Status { get; } = status;

    /// <summary>Every header.</summary>
    public ImmutableArray<HeaderLine> Headers { get; } = headers;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <inheritdoc/>
    public string? ContentType => Header("Content-Type") is [var first, ..] ? first : null;

    /// <summary>Whether the Content-Type says JSON.</summary>
    public bool IsJson => ContentType is { } type && MediaTypes.IsJson(type);

    /// <summary>The body as JSON, whatever its Content-Type; null where it is none, or is JSON's null.</summary>
    public JsonNode? Json => _json.Value;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Whether the target asks to come again later: 429 (RFC 6585, section 4), or 503 with Retry-After (RFC 9110, section 10.2.3). It tells of the target's load and of nothing that was asked.</summary>
    public bool AsksToComeAgain => Status == 429 || (Status == 503 && Header("Retry-After").Count > 0);

    /// <summary>Whether it is a success as its operation tells it: where the contract says nothing else, by a status 2xx.</summary>
    public bool IsSuccess => Request.Operation.IsSuccess(this);

    /// <inheritdoc/>
    public IReadOnlyList<string> Header(string name) =>
        [.. Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];

    /// <summary>
    /// The text at the place where an operation issues a token; null where there is none. Of several cookies of one name a client keeps the last (RFC 6265, section 5.3).
    /// </summary>
    public string? TokenAt(IssuedKind issued) => issued.Around.Unwrap(WholeAt(issued)) is { Length: > 0 } token ? token : null;

    // With the text around it.
    private string? WholeAt(IssuedKind issued) =>
        issued.Place.Source switch
        {
            Contracts.Expressions.ExpressionSource.ResponseHeader => Header(issued.Place.Name!) is [var value, ..] ? value : null,
            Contracts.Expressions.ExpressionSource.ResponseCookie => SetCookies.ValueOf(Header("Set-Cookie"), issued.Place.Name!),
            _ => At(issued.Place.Pointer!.Segments) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null,
        };

    /// <summary>The ids in a list of sessions: texts, and numbers as they are written.</summary>
    public HashSet<string> IdsAt(ListedIds places) =>
        (At(places.Items.Segments) as JsonArray ?? [])
            .Select(item => places.Id.Segments.Aggregate(item, (node, name) => (node as JsonObject)?[name]))
            .OfType<JsonValue>()
            .Select(id => id.ToString())
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The value below the body's root; null where there is none.</summary>
    public JsonNode? At(IEnumerable<string> segments) =>
        segments.Aggregate(
            Json,
            (node, name) =>
                node switch
                {
                    JsonObject holder => holder[name],
                    JsonArray array when int.TryParse(name, out var index) && index >= 0 && index < array.Count => array[index],
                    _ => null,
                }
        );
}
