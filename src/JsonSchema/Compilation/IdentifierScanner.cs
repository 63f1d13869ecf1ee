using System.Globalization;
using System.Text.Json;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Finds the identifiers (<c>$id</c>, <c>$anchor</c>, <c>$dynamicAnchor</c>) of a schema and of the schemas in it. It follows keywords
/// that hold
/// schemas and nothing else, so what looks like an identifier in an example, an enum or an unknown keyword is none.
/// </summary>
internal sealed class IdentifierScanner(KeywordCatalog catalog, Action<SchemaResource> found)
{
    /// <summary>Searches the schema at a pointer and gives the resource it belongs to.</summary>
    public SchemaResource Scan(SchemaResource around, string pointer, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return around;
        var resource = Enter(around, pointer, schema);
        if (resource != around)
            found(resource);
        AddAnchor(resource, pointer, schema, "$anchor");
        if (AddAnchor(resource, pointer, schema, "$dynamicAnchor") is { } name)
            resource.DynamicAnchors.Add(name);
        foreach (var member in schema.EnumerateObject())
            ScanKeyword(resource, $"{pointer}/{JsonPointer.Escape(member.Name)}", catalog.ShapeOf(member.Name), member.Value);
        return resource;
    }

    /// <summary>
    /// Searches the schemas of an OpenAPI document: those of its components and those of its media types, parameters and headers.
    /// </summary>
    public void ScanContainer(SchemaDocument document) => ScanContainer(document.RootResource, string.Empty, document.Root);

    /// <summary>Where the schemas below a member of an OpenAPI document are.</summary>
    public static KeywordShape ShapeInContainer(string pointer, string member) =>
        (pointer, member) switch
        {
            ("/components", "schemas") => KeywordShape.SchemaMap,
            (not "/components/parameters" and not "/components/headers", "schema" or "itemSchema") => KeywordShape.Schema,
            _ => KeywordShape.Value,
        };

    private static SchemaResource Enter(SchemaResource around, string pointer, JsonElement schema)
    {
        if (around.Document.ResourceAt(pointer) is { } known)
            return known;
        if (
            !schema.TryGetProperty("$id", out var id)
            || id.ValueKind != JsonValueKind.String
            || SchemaUri.Resolve(around.Uri, id.GetString()!) is not { } uri
            || uri == around.Uri
        )
            return around;
        var resource = new SchemaResource(around.Document, uri, pointer, schema, around);
        around.Document.AddResource(resource);
        return resource;
    }

    private static string? AddAnchor(SchemaResource resource, string pointer, JsonElement schema, string keyword)
    {
        if (!schema.TryGetProperty(keyword, out var anchor) || anchor.ValueKind != JsonValueKind.String)
            return null;
        resource.Anchors.TryAdd(anchor.GetString()!, new SchemaPlace(resource, pointer, schema));
        return anchor.GetString();
    }

    private void ScanKeyword(SchemaResource resource, string pointer, KeywordShape shape, JsonElement value)
    {
        switch (shape, value.ValueKind)
        {
            case (KeywordShape.Schema, _):
                Scan(resource, pointer, value);
                break;
            case (KeywordShape.SchemaArray, JsonValueKind.Array):
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Scan(resource, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}"), item);
                break;
            case (KeywordShape.SchemaMap, JsonValueKind.Object):
                foreach (var member in value.EnumerateObject())
                    Scan(resource, $"{pointer}/{JsonPointer.Escape(member.Name)}", member.Value);
                break;
            default:
                break;
        }
    }

    private void ScanContainer(SchemaResource resource, string pointer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
                ScanContainer(resource, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}"), item);
        }

        if (value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in value.EnumerateObject())
        {
            if (member.Name is "example" or "examples" || member.Name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            var below = $"{pointer}/{JsonPointer.Escape(member.Name)}";
            var shape = ShapeInContainer(pointer, member.Name);
            if (shape == KeywordShape.Value)
                ScanContainer(resource, below, member.Value);
            else
                ScanKeyword(resource, below, shape, member.Value);
        }
    }
}
