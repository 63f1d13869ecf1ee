using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi.Session;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Security Requirement Objects (OpenAPI 3.1.1, section 4.8.30).</summary>
internal sealed class SecurityCompiler(CompileContext context)
{
    private static readonly string[] PasswordSchemes = ["basic", "digest", "hoba", "mutual", "negotiate", "scram-sha-1", "scram-sha-256"];

    private HashSet<string>? _carriers;

    /// <summary>The alternatives that an operation names (its own list comes in place of the root's): scheme names, all needed together.</summary>
    public IReadOnlyList<IReadOnlyList<Member>> Alternatives(Node operation) =>
        [.. ((operation["security"] ?? context.Root["security"])?.Items ?? []).Select(a => a.Members)];

    /// <summary>Whether an alternative of an operation asks for HTTP Basic (RFC 7617).</summary>
    public bool AsksForBasic(Node operation) =>
        Alternatives(operation)
            .SelectMany(a => a)
            .Any(s =>
                SchemeOf(s.Name) is { } scheme
                && scheme["type"]?.AsString() == "http"
                && string.Equals(scheme["scheme"]?.AsString(), "basic", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>The schemes that an operation names, as far as the document has them.</summary>
    public IEnumerable<Node> SchemesOf(Node operation) =>
        Alternatives(operation).SelectMany(a => a).Select(s => context.Root["components"]?["securitySchemes"]?[s.Name]).OfType<Node>();

    /// <summary>Where a scheme's credential travels; null for schemes outside HTTP's fields (mutual TLS), and for unknown ones.</summary>
    public CredentialPlace? PlaceOf(Member requirement)
    {
        if (context.Root["components"]?["securitySchemes"]?[requirement.Name] is not { } node)
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

    /// <summary>The schemes without a mapped token that carry the access token at a protected operation, because it answers to live tokens alone.</summary>
    public IReadOnlySet<string> CarriersElsewhere => _carriers ??= FindCarriers();

    /// <summary>
    /// Which of some schemes can carry a token as it was issued: a cookie, else the first whose credential is not made of a password as that of Basic is (RFC 7617); null where none can.
    /// </summary>
    public string? Carrier(IEnumerable<string> schemes)
    {
        var able = schemes.Select(n => (Name: n, Scheme: SchemeOf(n))).Where(s => CanCarryToken(s.Scheme)).ToList();
        return able.Find(s => s.Scheme!["in"]?.AsString() == "cookie").Name ?? able.FirstOrDefault().Name;
    }

    private static bool CanCarryToken(Node? scheme) =>
        scheme?["type"]?.AsString() switch
        {
            "http" => !PasswordSchemes.Contains(scheme["scheme"]?.AsString() ?? "", StringComparer.OrdinalIgnoreCase),
            "apiKey" or "oauth2" or "openIdConnect" => true,
            _ => false,
        };

    private Node? SchemeOf(string name) => context.Resolve(context.Root["components"]?["securitySchemes"]?[name]);

    private HashSet<string> FindCarriers()
    {
        var mapped = context.Session!.KindByScheme;
        var requirements =
            from item in context.Root["paths"]?.Members ?? []
            from operation in item.Value.Members
            from session in SessionNodes.Of(operation.Value)
            where session["role"]?.AsString() == "protected" && session["presents"]?[SessionPlan.AccessKind] is null
            from requirement in Alternatives(operation.Value)
            where !requirement.Any(s => mapped.ContainsKey(s.Name))
            select Carrier(requirement.Select(s => s.Name));
        return requirements.OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

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
