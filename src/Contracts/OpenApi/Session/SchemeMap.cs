using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Finds out which security scheme carries which kind of token.</summary>
internal static class SchemeMap
{
    /// <summary>
    /// A kind names its scheme, or several, with <c>scheme</c>. Where no kind does, the access token travels in the document's only scheme, unless that is HTTP Basic, which carries a name and a
    /// password (RFC 7617), or else in each that carries a bearer token.
    /// </summary>
    public static ImmutableDictionary<string, int> Build(Node root, Node tokens, SessionPolicy policy, Problems problems)
    {
        var schemes = root["components"]?["securitySchemes"]?.Members ?? [];
        var map = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (name, _, kind) in tokens.Members)
        {
            var index = policy.IndexOf(name);
            if (kind["scheme"] is not { } named || index < 0)
                continue;
            foreach (var scheme in named is ArrayNode list ? list.Items : [named])
            {
                if (schemes.Any(s => s.Name == scheme.AsString()))
                    map[scheme.AsString()!] = index;
                else
                    Report(scheme, schemes.Select(s => s.Name), problems);
            }
        }

        var access = policy.IndexOf(SessionPlan.AccessKind);
        if (access >= 0 && !map.ContainsValue(access))
        {
            foreach (var (name, _, member) in schemes)
            {
                var scheme = References.Resolve(member, root, problems);
                if (((schemes.Count == 1 && !IsHttp(scheme, "basic")) || CarriesBearer(scheme)) && !map.ContainsKey(name))
                    map[name] = access;
            }
        }

        return map.ToImmutable();
    }

    private static bool CarriesBearer(Node? scheme) =>
        scheme?["type"]?.AsString() switch
        {
            "oauth2" or "openIdConnect" => true,
            "http" => IsHttp(scheme, "bearer"),
            _ => false,
        };

    // Names of schemes are case-insensitive (RFC 9110, section 11.1).
    private static bool IsHttp(Node? scheme, string name) =>
        scheme?["type"]?.AsString() == "http" && string.Equals(scheme["scheme"]?.AsString(), name, StringComparison.OrdinalIgnoreCase);

    private static void Report(Node scheme, IEnumerable<string> known, Problems problems)
    {
        var near = Nearest.To(scheme.AsString() ?? "", known);
        problems.Error(
            "unknown-scheme",
            scheme.At,
            $"The token kind names the security scheme {scheme.Describe()}, which #/components/securitySchemes does not have.",
            near is null ? "Name one of its schemes, or add this one." : $"Did you mean \"{near}\"?"
        );
    }
}
