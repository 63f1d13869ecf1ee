using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Security Requirement Objects (OpenAPI 3.1.1, section 4.8.30).</summary>
internal sealed class SecurityCompiler(CompileContext context)
{
    /// <summary>The alternatives that an operation names (its own list comes in place of the root's): scheme names, all needed together.</summary>
    public IReadOnlyList<IReadOnlyList<Member>> Alternatives(Node operation) =>
        [.. ((operation["security"] ?? context.Root["security"])?.Items ?? []).Select(a => a.Members)];

    /// <summary>The schemes that an operation names, as far as the document has them.</summary>
    public IEnumerable<Node> SchemesOf(Node operation) =>
        Alternatives(operation).SelectMany(a => a).Select(s => context.Root["components"]?["securitySchemes"]?[s.Name]).OfType<Node>();

    /// <summary>
    /// The alternatives to check beside the session's tokens; empty where one is met by nothing but a session token, or where nothing is asked for.
    /// </summary>
    public ImmutableArray<CredentialAlternative> Credentials(Node operation)
    {
        var alternatives = new List<CredentialAlternative>();
        foreach (var schemes in Alternatives(operation))
        {
            var tokens = schemes.Count(s => IsSessionToken(s.Name));
            var places = schemes.Where(s => !IsSessionToken(s.Name)).Select(s => PlaceOf(s)).OfType<CredentialPlace>();
            alternatives.Add(new CredentialAlternative([.. places], tokens > 0));
        }

        return alternatives.All(a => a is { Places: [], NeedsToken: true }) || alternatives.Any(a => a is { Places: [], NeedsToken: false })
            ? []
            : [.. alternatives];
    }

    /// <summary>Where a scheme's credential travels; null for schemes outside HTTP's fields (mutual TLS), and for unknown ones.</summary>
    public CredentialPlace? PlaceOf(Member requirement)
    {
        var schemes = context.Root["components"]?["securitySchemes"];
        if (schemes?[requirement.Name] is not { } node)
        {
            ReportUnknown(requirement, context.Root, context.Problems);
            return null;
        }

        var scheme = context.Resolve(node);
        return scheme?["type"]?.AsString() switch
        {
            "http" => Authorization(scheme["scheme"]?.AsString() ?? "Bearer"),
            "oauth2" or "openIdConnect" => Authorization("Bearer"),
            "apiKey" when scheme["name"]?.AsString() is { } name => new CredentialPlace(
                new Expression(SourceOf(scheme["in"]?.AsString()), name)
            ),
            _ => null,
        };
    }

    /// <summary>Reports a requirement whose scheme the document does not have.</summary>
    public static void ReportUnknown(Member requirement, Node root, Problems problems)
    {
        var near = Nearest.To(requirement.Name, root["components"]?["securitySchemes"]?.Members.Select(m => m.Name) ?? []);
        problems.Error(
            "unknown-scheme",
            requirement.NameAt,
            $"\"security\" names the scheme \"{requirement.Name}\", which #/components/securitySchemes does not have.",
            near is null ? "Add the scheme there, or name one that exists." : $"Did you mean \"{near}\"?"
        );
    }

    private bool IsSessionToken(string scheme) => context.Session?.KindByScheme.ContainsKey(scheme) == true;

    private static CredentialPlace Authorization(string scheme) =>
        new(new Expression(ExpressionSource.RequestHeader, "Authorization"), char.ToUpperInvariant(scheme[0]) + scheme[1..]);

    private static ExpressionSource SourceOf(string? place) =>
        place switch
        {
            "query" => ExpressionSource.RequestQuery,
            "cookie" => ExpressionSource.RequestCookie,
            _ => ExpressionSource.RequestHeader,
        };
}
