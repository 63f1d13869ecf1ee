using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>Where the parts of a Swagger 2.0 document lie in OpenAPI 3.</summary>
internal static class SwaggerReferences
{
    private static readonly (string Old, string New)[] Moved =
    [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
        ("#/securityDefinitions/", "#/components/securitySchemes/"),
    ];

    /// <summary>A Reference Object to the new place of what an old one points at.</summary>
    public static ObjectNode Rewritten(Node holder)
    {
        var reference = References.RefOf(holder)!;
        return new ObjectNode(holder.At).With("$ref", reference.At, Tree.Text(reference.At, Rewritten(reference.AsString()!)));
    }

    private static string Rewritten(string reference)
    {
        foreach (var (old, @new) in Moved)
        {
            if (reference.StartsWith(old, StringComparison.Ordinal))
                return @new + reference[old.Length..];
        }

        return reference;
    }
}
