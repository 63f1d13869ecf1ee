using System.Text.RegularExpressions;
using Conformance.Contracts.Expressions;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Finds the schemas that a document gives for the text of a kind of token, at the places where it travels.</summary>
internal static class TokenSchemas
{
    /// <summary>Each schema that stands at a place of the kind, once.</summary>
    public static IReadOnlyList<Node> Of(Node root, string kind)
    {
        var found = new List<Node>();
        foreach (var path in root["paths"]?.Members ?? [])
        {
            if (Resolve(root, path.Value) is not { } item)
                continue;
            foreach (var (_, _, operation) in item.Members)
            {
                foreach (var session in SessionNodes.Of(operation))
                {
                    foreach (var place in Places(session["presents"]?[kind]))
                        found.AddRange(OfRequest(root, item, operation, place));
                    foreach (var place in Places(session["issues"]?[kind]).Where(p => ShownScheme.At(root, operation, p) is null))
                        found.AddRange(OfResponses(root, operation, place));
                }
            }
        }

        return [.. found.Distinct()];
    }

    // What has text around it is no token as a whole.
    private static IEnumerable<Expression> Places(Node? node) =>
        Items(node).Select(item => item.AsString() is ['$', ..] text ? Expression.Parse(text) : null).OfType<Expression>();

    private static IEnumerable<Node> OfRequest(Node root, Node item, Node operation, Expression place)
    {
        if (place.Source == ExpressionSource.RequestBody)
            return OfContent(root, Resolve(root, operation["requestBody"])?["content"], place.Pointer!);
        return (operation["parameters"]?.Items ?? [])
            .Concat(item["parameters"]?.Items ?? [])
            .Select(p => Resolve(root, p))
            .Where(p => IsAt(p, place))
            .Select(p => Resolve(root, p!["schema"]))
            .OfType<Node>();
    }

    private static bool IsAt(Node? parameter, Expression place) =>
        (place.Source, parameter?["in"]?.AsString()) switch
        {
            (ExpressionSource.RequestHeader, "header") => string.Equals(
                parameter!["name"]?.AsString(),
                place.Name,
                StringComparison.OrdinalIgnoreCase
            ),


            (ExpressionSource.RequestQuery, "query")
            or
            (ExpressionSource.RequestPathParameter, "path")
            or (ExpressionSource.RequestCookie, "cookie") => parameter!["name"]?.AsString() == place.Name,
            _ => false,
        };

    private static IEnumerable<Node> OfResponses(Node root, Node operation, Expression place)
    {
        foreach (var (key, _, node) in operation["responses"]?.Members ?? [])
        {
            if (!key.StartsWith('2') || Resolve(root, node) is not { } response)
                continue;
            if (place.Source == ExpressionSource.ResponseBody)
            {
                foreach (var schema in OfContent(root, response["content"], place.Pointer!))
                    yield return schema;
            }
            else if (place.Source == ExpressionSource.ResponseHeader)
            {
                var header = response["headers"]
                    ?.Members.FirstOrDefault(h => h.Name.Equals(place.Name, StringComparison.OrdinalIgnoreCase));
                if (Resolve(root, Resolve(root, header?.Value)?["schema"]) is { } schema)
                    yield return schema;
            }
        }
    }

    private static IEnumerable<Node> OfContent(Node root, Node? content, JsonPointer pointer) =>
        (content?.Members ?? []).SelectMany(m => At(root, Resolve(root, m.Value)?["schema"], [.. pointer.Segments], depth: 0));

    private static IEnumerable<Node> At(Node root, Node? node, string[] segments, int depth)
    {
        const int deepest = 32; // a schema may hold itself
        if (depth > deepest || Resolve(root, node) is not { } schema)
            yield break;
        if (segments.Length == 0)
            yield return schema;
        foreach (var part in schema["allOf"]?.Items ?? [])
        {
            foreach (var found in At(root, part, segments, depth + 1))
                yield return found;
        }

        if (segments is not [var first, .. var rest])
            yield break;
        foreach (var found in At(root, schema["properties"]?[first] ?? schema["items"], rest, depth + 1))
            yield return found;
    }

    private static IReadOnlyList<Node> Items(Node? node) =>
        node is ArrayNode list ? [.. list.Items]
        : node is null ? []
        : [node];

    private static Node? Resolve(Node root, Node? node) => node is null ? null : References.Resolve(node, root, null);
}

/// <summary>What schemas ask of the text of a token.</summary>
/// <param name="Patterns">Expressions that each match somewhere in it.</param>
internal sealed record TokenText(string? Format, IReadOnlyList<string> Patterns, int MinLength, int MaxLength)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether anything is asked for.</summary>
    public bool IsFree => Format is null && Patterns.Count == 0 && MinLength == 0 && MaxLength == int.MaxValue;

    private bool IsUuid => Format is "uuid" or "guid" or "uuid4";

    /// <summary>All that these schemas ask for.</summary>
    public static TokenText Of(IReadOnlyList<Node> schemas) =>
        new(
            schemas.Select(s => s["format"]?.AsString()).FirstOrDefault(f => f is "uuid" or "guid" or "uuid4"),
            [.. schemas.Select(s => s["pattern"]?.AsString()).OfType<string>().Distinct(StringComparer.Ordinal)],
            schemas.Max(s => s["minLength"]?.AsInt32()) ?? 0,
            schemas.Min(s => s["maxLength"]?.AsInt32()) ?? int.MaxValue
        );

    /// <summary>What a text misses, as an end of a sentence; null where it will do.</summary>
    public string? Objection(string text)
    {
        if (text.Length < MinLength)
            return $"minLength {MinLength}";
        if (text.Length > MaxLength)
            return $"maxLength {MaxLength}";
        if (IsUuid && !Guid.TryParseExact(text, "D", out _))
            return $"format \"{Format}\"";
        return Patterns.FirstOrDefault(p => !Matches(p, text)) is { } pattern ? $"pattern \"{pattern}\"" : null;
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            // One of ECMA-262 alone, or one that takes for ever: the validator judges it.
            return true;
        }
    }
}
