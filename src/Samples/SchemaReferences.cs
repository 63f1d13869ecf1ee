using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Samples;

/// <summary>Follows references as the validator does, except that <c>$dynamicRef</c> is treated as <c>$ref</c>.</summary>
internal sealed class SchemaReferences(Node document, Dialect dialect, SchemaRegistry registry)
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$ref",
        "$dynamicRef",
        "$comment",
        "title",
        "summary",
        "description",
        "deprecated",
        "readOnly",
        "writeOnly",
    };

    private readonly Dictionary<(Node From, string Reference), SchemaNode?> _resolved = [];

    /// <summary>The dialect of the document's schemas.</summary>
    public Dialect Dialect => dialect;

    /// <summary>Whether everything beside a reference is ignored, as OpenAPI 3.0 and draft 4 have it.</summary>
    public bool ReferenceStandsAlone => dialect != Dialect.Draft202012;

    /// <summary>The schema at a pointer, or null when there is none.</summary>
    public SchemaNode? At(string pointer) => JsonPointer.TryParse(pointer)?.Resolve(document) is { } node ? new(pointer, node) : null;

    /// <summary>The text of a schema's reference, or null when it has none.</summary>
    public static string? ReferenceOf(SchemaNode node) => node.Text("$ref") ?? node.Text("$dynamicRef");

    /// <summary>The schema that a schema's reference leads to, or null when it leads nowhere in this document.</summary>
    public SchemaNode? Resolve(SchemaNode node, string reference)
    {
        var key = (node.IsInDocument ? node.Node : document, reference);
        if (!_resolved.TryGetValue(key, out var target))
            _resolved[key] = target = registry.Find(key.Item1, reference) is { } found ? SchemaNode.Of(found) : null;
        return target;
    }

    /// <summary>The schema itself, or where its references lead as long as it says nothing else; cycles end where they began.</summary>
    public SchemaNode Follow(SchemaNode node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (
            seen.Add(node.Pointer) && ReferenceOf(node) is { } reference && SaysNothingElse(node) && Resolve(node, reference) is { } target
        )
            node = target;
        return node;
    }

    private bool SaysNothingElse(SchemaNode node) =>
        ReferenceStandsAlone || node.Node.Members.All(keyword => Annotations.Contains(keyword.Name));
}
