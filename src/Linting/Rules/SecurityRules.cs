using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

/// <summary>Security schemes have what their type needs, and requirements name schemes that exist (OpenAPI 3.1.1, sections 4.8.27 and 4.8.30).</summary>
internal static class SecurityRules
{
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["apiKey"] = ["name", "in"],
        ["http"] = ["scheme"],
        ["oauth2"] = ["flows"],
        ["openIdConnect"] = ["openIdConnectUrl"],
    };

    public static void Check(LintContext context)
    {
        foreach (var scheme in context.Inventory.Of(SecurityObjects.Scheme))
            CheckScheme(context, scheme);
        foreach (var requirement in context.Inventory.SecurityRequirements.SelectMany(r => r.Members))
        {
            if (context.Root["components"]?["securitySchemes"]?[requirement.Name] is null)
            {
                SecurityCompiler.ReportUnknown(requirement, context.Root, context.Problems);
            }
        }
    }

    private static void CheckScheme(LintContext context, Node scheme)
    {
        if (scheme["type"]?.AsString() is not { } type)
            return;
        foreach (var field in (Needed.GetValueOrDefault(type) ?? []).Where(f => scheme[f] is null))
        {
            context.Problems.Error(
                "missing-field",
                scheme.At,
                $"The Security Scheme Object of type \"{type}\" has no \"{field}\", which is required.",
                $"Add \"{field}\"."
            );
        }

        if (type != "apiKey" || scheme["name"] is not { } name || name.AsString() is not { } text)
            return;
        var place = scheme["in"]?.AsString();
        if (place is "header" or "cookie" ? HttpField.IsName(text) : !text.Any(char.IsWhiteSpace))
            return;
        context.Problems.Error(
            "scheme-name",
            name.At,
            $"The scheme's {(place == "query" ? "query parameter" : place)} is called \"{text}\"; expected a name without blanks, as it stands in the request.",
            "Write the name alone, such as \"X-Api-Key\"."
        );
    }
}
