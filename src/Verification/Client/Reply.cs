using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi;
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

    /// <summary>A status of success (RFC 9110, section 15.3).</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <inheritdoc/>
    public IReadOnlyList<string> Header(string name) =>
        [.. Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];

    /// <summary>
    /// The text at the place where an operation issues a token; null where there is none. Of several cookies of one name a client keeps the last (RFC 6265, section 5.3).
    /// </summary>
    public string? TokenAt(IssuedKind issued) =>
        issued.Place.Source switch
        {
            Contracts.Expressions.ExpressionSource.ResponseHeader => Header(issued.Place.Name!) is [var value, ..] ? value : null,
            Contracts.Expressions.ExpressionSource.ResponseCookie => SetCookies.ValueOf(Header("Set-Cookie"), issued.Place.Name!),
            _ => At(issued.Place.Pointer!.Segments) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null,
        }
            is { Length: > 0 } token
            ? token
            : null;

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

/// <summary>What the <c>Set-Cookie</c> lines of one answer leave at a client (RFC 6265, sections 5.2 and 5.3). Names are compared octet by octet.</summary>
internal static class SetCookies
{
    /// <summary>The name and the value that a line sets; null where it sets none.</summary>
    public static (string Name, string Value)? Pair(string line) =>
        line.Split(';', 2)[0].Split('=', 2) is [var name, var value] && name.Trim() is { Length: > 0 } trimmed
            ? (trimmed, value.Trim())
            : null;

    /// <summary>The value of a cookie after all lines, of which a later one replaces an earlier one of the same name, domain and path; null where there is none.</summary>
    public static string? ValueOf(IEnumerable<string> lines, string name)
    {
        var jar = new Dictionary<(string Domain, string Path), string>();
        string? last = null;
        foreach (var line in lines)
        {
            if (Pair(line) is not var (own, value) || own != name)
                continue;
            var place = (Attribute(line, "Domain") ?? "", Attribute(line, "Path") ?? "");
            if (value.Length == 0 || IsExpired(line))
                jar.Remove(place);
            else
                jar[place] = value;
            last = jar.ContainsKey(place) ? value : jar.Values.LastOrDefault();
        }

        return last;
    }

    /// <summary>The names that stand in more than one line.</summary>
    public static IEnumerable<string> Doubled(IEnumerable<string> lines) =>
        lines
            .Select(l => Pair(l)?.Name)
            .OfType<string>()
            .GroupBy(n => n, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key);

    // Servers end a cookie with a date of long ago; one that has its reason to be near today is none of these.
    private static bool IsExpired(string line) =>
        Attribute(line, "Max-Age") is { } age
            ? age.StartsWith('-') || age.Trim('0').Length == 0
            : Attribute(line, "Expires") is { } date
                && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                && time.Year < 2000;

    private static string? Attribute(string line, string name) =>
        line.Split(';')
            .Skip(1)
            .Select(a => a.Split('=', 2))
            .LastOrDefault(a => a.Length == 2 && a[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            ?[1].Trim();
}
