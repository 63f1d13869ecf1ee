using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>A request before it is sent: valid to begin with, for a scenario to spoil.</summary>
internal sealed class RequestDraft
{
    /// <summary>How a body of JSON is written.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The flaw of a request whose body was left out.</summary>
    public const string WithoutBody = "a request without its body";

    /// <summary>An origin that no server has a reason to know (RFC 2606, section 3).</summary>
    public const string MadeUpOrigin = "https://example.com";

    /// <summary>What evidence calls it.</summary>
    public required string Label { get; init; }

    /// <summary>The operation that it was made for.</summary>
    public required Operation Operation { get; init; }

    /// <summary>Where it presents its tokens; null where the operation takes none.</summary>
    public TokenAlternative? Alternative { get; init; }

    /// <summary>The index of the kind of token that the request is about; null for the access token.</summary>
    public int? JudgedKind { get; set; }

    /// <summary>Whose credentials it presents; null where it presents none.</summary>
    public UserCredentials? User { get; init; }

    /// <summary>The tokens that it presents.</summary>
    public List<string> Presented { get; } = [];

    /// <summary>The same by the index of their kind.</summary>
    public Dictionary<int, string> Tokens { get; } = [];

    /// <summary>The id of the session that it is to end; null where it names none.</summary>
    public string? NamedSession { get; set; }

    /// <summary>What messages call it: <c>GET /me</c>; where its tokens may travel in several ways, with the one that it takes: <c>GET /me by the cookie "sid"</c>.</summary>
    public string Name =>
        Alternative is { Slots: not [] } && Operation.Session!.Alternatives.Count(a => a.Slots.Length > 0) > 1
            ? $"{Operation} by {PlaceNames.Of(Alternative)}"
            : Operation.ToString();

    public required string Method { get; set; }

    /// <summary>What a scenario has made wrong about it, a noun phrase: <c>a broken body</c>; null where it is as documented.</summary>
    public string? Flaw { get; set; }

    /// <summary>Whether the flaw is one of a token, wherever that is presented: <c>a tampered access token</c>.</summary>
    public bool IsTokenFlaw { get; set; }

    /// <summary>Which defect of a token the flaw is, where refusals are documented for one: a replay is <see cref="Refusal.Reused"/>.</summary>
    public Refusal? Defect { get; set; }

    /// <summary>The base path to send it under; null for the target's own.</summary>
    public string? BasePath { get; set; }

    /// <summary>The path as documented, with the names of its parameters in braces.</summary>
    public required string PathTemplate { get; init; }

    /// <summary>The values of the path's parameters by name.</summary>
    public Dictionary<string, string> PathValues { get; } = new(StringComparer.Ordinal);

    /// <summary>What the styles of the path's parameters make of their values, percent-encoded, by name; what is in <see cref="PathValues"/> counts before it.</summary>
    public Dictionary<string, string> PathTexts { get; } = new(StringComparer.Ordinal);

    /// <summary>The path below the base path, percent-encoded.</summary>
    public string Path =>
        RawPath
        ?? PathKey.Encoded(
            PathValues
                .Select(v => KeyValuePair.Create(v.Key, Uri.EscapeDataString(v.Value)))
                .Concat(PathTexts)
                .Aggregate(PathTemplate, (path, text) => path.Replace("{" + text.Key + "}", text.Value, StringComparison.Ordinal))
        );

    /// <summary>The path as it goes out, with its dot segments and its encoding (RFC 3986, section 6.2.2), in place of <see cref="PathTemplate"/>.</summary>
    public string? RawPath { get; set; }

    /// <summary>The version of HTTP that it is sent in; null for the usual one.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>On which connection it goes out.</summary>
    public ConnectionUse Connection { get; set; }

    public List<KeyValuePair<string, string>> Query { get; } = [];

    /// <summary>Every header but Content-Type.</summary>
    public List<HeaderLine> Headers { get; } = [];

    /// <summary>The body's value; it is written as <see cref="Kind"/> says.</summary>
    public JsonNode? Body { get; set; }

    /// <summary>The body as it is sent, in place of <see cref="Body"/>.</summary>
    public string? RawBody { get; set; }

    public BodyKind Kind { get; set; } = BodyKind.Json;

    public string? ContentType { get; set; }

    /// <summary>Every header.</summary>
    public IEnumerable<HeaderLine> AllHeaders => ContentType is { } type ? Headers.Append(new HeaderLine("Content-Type", type)) : Headers;

    /// <summary>How the fields of a form are written, by name.</summary>
    public ImmutableSortedDictionary<string, FieldEncoding> Encodings { get; set; } =
        ImmutableSortedDictionary<string, FieldEncoding>.Empty;

    /// <summary>The fields of a <c>multipart/form-data</c> body; null for another body.</summary>
    public IEnumerable<KeyValuePair<string, string>>? FormParts =>
        RawBody is null && Kind == BodyKind.Multipart && Body is JsonObject form ? FormFields.Of(form, Encodings) : null;

    /// <summary>The body as text; null without one.</summary>
    public string? Text =>
        RawBody
        ?? Kind switch
        {
            _ when Body is null => null,
            BodyKind.Form when Body is JsonObject form => string.Join(
                '&',
                FormFields.Of(form, Encodings).Select(f => $"{Encode(f.Key)}={Encode(f.Value)}")
            ),
            BodyKind.Multipart when FormParts is { } parts => FormFields.Multipart(parts),
            BodyKind.Text => Body is JsonValue text ? text.ToString() : Body.ToJsonString(Plain),
            _ => Body.ToJsonString(Plain),
        };

    /// <summary>The path with its query, below the base path.</summary>
    public string Resource =>
        Query.Count == 0
            ? Path
            : new StringBuilder(Path).Append('?').AppendJoin('&', Query.Select(q => $"{Encode(q.Key)}={Encode(q.Value)}")).ToString();

    private static string Encode(string text) => Uri.EscapeDataString(text);
}

/// <summary>On which connection a request goes out.</summary>
internal enum ConnectionUse
{
    /// <summary>Any that is free.</summary>
    Any,

    /// <summary>The one on which all such requests of a run go out.</summary>
    Same,

    /// <summary>One of its own.</summary>
    New,
}
