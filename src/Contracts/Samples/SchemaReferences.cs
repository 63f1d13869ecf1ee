using System.Text.Json;
using Conformance.Contracts.Validation;
using Conformance.Documents;

namespace Conformance.Contracts.Samples;

/// <summary>
/// Follows references inside one document: JSON pointers, <c>$anchor</c>, <c>$dynamicAnchor</c> and a <c>$id</c> that is repeated literally.
/// <c>$dynamicRef</c> is treated as <c>$ref</c>.
/// </summary>
internal sealed class SchemaReferences
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

    private readonly JsonElement _document;
    private readonly bool _openApi30;
    private readonly Dictionary<string, SchemaNode?> _resolved = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, string>> _named;

    public SchemaReferences(JsonElement document, bool openApi30)
    {
        _document = document;
        _openApi30 = openApi30;
        _named = new(() =>
        {
            var named = new Dictionary<string, string>(StringComparer.Ordinal);
            Index(document, "", "", named);
            return named;
        });
    }

    /// <summary>Whether everything beside a reference is ignored, as OpenAPI 3.0 has it.</summary>
    public bool ReferenceStandsAlone => _openApi30;

    /// <summary>The schema at a pointer, or null when there is none.</summary>
    public SchemaNode? At(string pointer) => JsonText.At(_document, pointer) is { } json ? new(pointer, json) : null;

    /// <summary>The text of a schema's reference, or null when it has none.</summary>
    public static string? ReferenceOf(SchemaNode node) => node.Text("$ref") ?? node.Text("$dynamicRef");

    /// <summary>The schema that a reference leads to, or null when it leads nowhere in this document.</summary>
    public SchemaNode? Resolve(string reference)
    {
        if (!_resolved.TryGetValue(reference, out var target))
            _resolved[reference] = target = Find(reference);
        return target;
    }

    private SchemaNode? Find(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var resource = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        if (resource.Length == 0 && (fragment.Length == 0 || fragment[0] == '/'))
            return At(fragment);
        if (fragment.Length > 0 && fragment[0] == '/')
            return _named.Value.TryGetValue(resource + "#", out var root) ? At(root + fragment) : null;
        return _named.Value.TryGetValue(resource + "#" + fragment, out var pointer) ? At(pointer) : null;
    }

    /// <summary>The schema itself, or where its references lead as long as it says nothing else; cycles end where they began.</summary>
    public SchemaNode Follow(SchemaNode node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(node.Pointer) && ReferenceOf(node) is { } reference && SaysNothingElse(node) && Resolve(reference) is { } target)
            node = target;
        return node;
    }

    private bool SaysNothingElse(SchemaNode node) =>
        _openApi30 || node.Json.EnumerateObject().All(keyword => Annotations.Contains(keyword.Name));

    private static void Index(JsonElement value, string pointer, string resource, Dictionary<string, string> named)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < value.GetArrayLength(); i++)
                Index(value[i], $"{pointer}/{i}", resource, named);
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
            return;
        var node = new SchemaNode(pointer, value);
        if (node.Text("$id") is { } id)
            named.TryAdd((resource = id.TrimEnd('#')) + "#", pointer);
        foreach (var keyword in (string[])["$anchor", "$dynamicAnchor"])
        {
            if (node.Text(keyword) is { } anchor)
            {
                named.TryAdd(resource + "#" + anchor, pointer);
                named.TryAdd("#" + anchor, pointer);
            }
        }

        foreach (var member in value.EnumerateObject())
            Index(member.Value, pointer + "/" + JsonPointer.Escape(member.Name), resource, named);
    }
}
