using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.Inference.Overlays;

/// <summary>
/// What a document names and does not have, of which nothing that its sessions do hangs: without it the whole would not be served. Placeholders, each told in a comment.
/// </summary>
internal static class DocumentMends
{
    private const string Components = "#/components/";

    /// <summary>What to merge into the document, with the reason.</summary>
    public static IEnumerable<(string Why, JsonObject Update)> Of(Node root)
    {
        var schemas = new SortedSet<string>(StringComparer.Ordinal);
        var schemes = new SortedSet<string>(StringComparer.Ordinal);
        Collect(root, root, schemas, schemes);
        foreach (var name in schemas)
            yield return (
                $"The document refers to the schema \"{name}\" and does not have it; this one allows anything. Write what it is, or mend the reference.",
                Component("schemas", name, new JsonObject { ["x-origin"] = "assumed" })
            );
        foreach (var name in schemes)
            yield return (
                $"\"security\" names the scheme \"{name}\", which the document does not describe. Write what it is.",
                Component(
                    "securitySchemes",
                    name,
                    new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = "X-API-Key",
                        ["x-origin"] = "assumed",
                    }
                )
            );
    }

    private static JsonObject Component(string kind, string name, JsonObject value) =>
        new() { ["components"] = new JsonObject { [kind] = new JsonObject { [name] = value } } };

    private static void Collect(Node node, Node root, SortedSet<string> schemas, SortedSet<string> schemes)
    {
        foreach (var (name, _, value) in node.Members)
        {
            if (name == "$ref" && value.AsString() is { } reference && MissingSchema(reference, root) is { } schema)
                schemas.Add(schema);
            if (name == "security")
                schemes.UnionWith(
                    value
                        .Items.SelectMany(a => a.Members)
                        .Select(m => m.Name)
                        .Where(n => root["components"]?["securitySchemes"]?[n] is null)
                );
            Collect(value, root, schemas, schemes);
        }

        foreach (var item in node.Items)
            Collect(item, root, schemas, schemes);
    }

    private static string? MissingSchema(string reference, Node root) =>
        reference.StartsWith(Components + "schemas/", StringComparison.Ordinal)
        && JsonPointer.TryParse(reference[1..]) is { Segments: [_, _, var name] } pointer
        && pointer.Resolve(root) is null
            ? name
            : null;
}
