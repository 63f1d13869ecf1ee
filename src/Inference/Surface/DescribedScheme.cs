using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Surface;

/// <summary>A security scheme.</summary>
/// <param name="Place"><c>header</c>, <c>cookie</c> or <c>query</c>; empty where it says none, as mutual TLS.</param>
/// <param name="Field">The name of the header, cookie or parameter.</param>
/// <param name="IsBearer">Whether the header begins with the word Bearer.</param>
/// <param name="IsBasic">Whether it carries a name and a password.</param>
internal sealed record DescribedScheme(
    string Name,
    string Type,
    string Place,
    string Field,
    bool IsBearer,
    bool IsBasic,
    string Description
)
{
    /// <summary>Whether it carries the key of an app rather than a user's token.</summary>
    public bool IsKey => Type == "apiKey" && IsNamedKey(Field) || Type == "apiKey" && IsNamedKey(Name);

    /// <summary>Whether it carries a refresh token.</summary>
    public bool IsRefresh => Terms.Has(Name, Term.Refresh) || Terms.Has(Field, Term.Refresh);

    public static ImmutableArray<DescribedScheme> All(Node root) =>
        [
            .. (root["components"]?["securitySchemes"]?.Members ?? [])
                .Select(m => (m.Name, Node: References.Resolve(m.Value, root, null)))
                .Where(m => m.Node is ObjectNode)
                .Select(m => Of(m.Name, m.Node!)),
        ];

    private static DescribedScheme Of(string name, Node node)
    {
        var type = node["type"]?.AsString() ?? "";
        var description = node["description"]?.AsString() ?? "";
        var scheme = node["scheme"]?.AsString() ?? "";
        return type switch
        {
            "apiKey" => new(name, type, node["in"]?.AsString() ?? "", node["name"]?.AsString() ?? "", false, false, description),
            "http" => new(
                name,
                type,
                "header",
                "Authorization",
                scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase),
                scheme.Equals("basic", StringComparison.OrdinalIgnoreCase),
                description
            ),
            "oauth2" or "openIdConnect" => new(name, type, "header", "Authorization", true, false, description),
            _ => new(name, type, "", "", false, false, description),
        };
    }

    private static bool IsNamedKey(string name)
    {
        var words = NameWords.Of(name);
        return (words is [.., "key"] || words.Contains("apikey") || string.Concat(words).Contains("apikey", StringComparison.Ordinal))
            && !words.Contains("session");
    }
}
