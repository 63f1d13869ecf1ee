using Conformance.Documents;

namespace Conformance.JsonSchema.Resources;

/// <summary>
/// Finds the identifiers (<c>$id</c>, <c>$anchor</c>, <c>$dynamicAnchor</c>) of a schema and of the schemas in it. It follows keywords that hold
/// schemas and nothing else, so what looks like an identifier in an example, an enum or an unknown keyword is none.
/// </summary>
internal sealed class IdentifierScanner(KeywordCatalog catalog, Action<SchemaResource> found)
{
    /// <summary>Searches a schema and gives the resource that it belongs to.</summary>
    public SchemaResource Scan(SchemaResource around, Node schema)
    {
        if (schema is not ObjectNode || catalog.ReferencesStandAlone && References.RefOf(schema) is not null)
            return around;
        var resource = Enter(around, schema);
        if (resource != around)
            found(resource);
        AddAnchors(resource, schema);
        foreach (var member in schema.Members)
            ScanKeyword(resource, catalog.ShapeOf(member.Name), member.Value);
        return resource;
    }

    /// <summary>
    /// Searches the schemas of an OpenAPI document: those of its components and those of its media types, parameters and headers.
    /// </summary>
    public void ScanContainer(SchemaDocument document) => ScanContainer(document.RootResource, document.Root, ContainerPart.Document);

    private SchemaResource Enter(SchemaResource around, Node schema)
    {
        if (around.Document.ResourceAt(schema) is { } known)
            return known;
        if (schema[catalog.Identifier]?.AsString() is not { } id || SchemaUri.Resolve(around.Uri, id) is not { } uri || uri == around.Uri)
            return around;
        var resource = new SchemaResource(around.Document, uri, schema, around);
        around.Document.AddResource(resource);
        return resource;
    }

    // Draft 4 says in one keyword what later became "$id" and "$anchor": a fragment names the schema within its resource (core, 7.2.3).
    private void AddAnchors(SchemaResource resource, Node schema)
    {
        if (catalog.Dialect == Dialect.Draft4)
        {
            if (schema[catalog.Identifier]?.AsString() is { } id && SchemaUri.Split(id).Fragment is { Length: > 0 } fragment)
                resource.Anchors.TryAdd(fragment, new SchemaPlace(resource, schema));
            return;
        }

        AddAnchor(resource, schema, "$anchor");
        if (AddAnchor(resource, schema, "$dynamicAnchor") is { } name)
            resource.DynamicAnchors.Add(name);
    }

    private static string? AddAnchor(SchemaResource resource, Node schema, string keyword)
    {
        if (schema[keyword]?.AsString() is not { } anchor)
            return null;
        resource.Anchors.TryAdd(anchor, new SchemaPlace(resource, schema));
        return anchor;
    }

    private void ScanKeyword(SchemaResource resource, KeywordShape shape, Node value)
    {
        switch (shape)
        {
            case KeywordShape.Schema:
                Scan(resource, value);
                break;
            case KeywordShape.SchemaOrArray when value is not ArrayNode:
                Scan(resource, value);
                break;
            case KeywordShape.SchemaOrArray:
            case KeywordShape.SchemaArray:
                foreach (var item in value.Items)
                    Scan(resource, item);
                break;
            case KeywordShape.SchemaMap:
                foreach (var member in value.Members)
                    Scan(resource, member.Value);
                break;
            default:
                break;
        }
    }

    private void ScanContainer(SchemaResource resource, Node value, ContainerPart part)
    {
        foreach (var item in value.Items)
            ScanContainer(resource, item, ContainerPart.Other);
        foreach (var member in value.Members)
        {
            if (ContainerParts.HoldsNoSchemas(member.Name))
                continue;
            var shape = ContainerParts.ShapeOf(part, member.Name);
            if (shape == KeywordShape.Value)
                ScanContainer(resource, member.Value, ContainerParts.Below(part, member.Name));
            else
                ScanKeyword(resource, shape, member.Value);
        }
    }
}

/// <summary>The parts of an OpenAPI document that decide where its schemas are.</summary>
internal enum ContainerPart
{
    /// <summary>The document itself.</summary>
    Document,

    /// <summary><c>components</c>.</summary>
    Components,

    /// <summary>A map in <c>components</c> whose names are free, so that one called <c>schema</c> holds none.</summary>
    NamedComponents,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>Where the schemas of an OpenAPI document are.</summary>
internal static class ContainerParts
{
    /// <summary>Whether a member holds values in which nothing is a schema, whatever it looks like.</summary>
    public static bool HoldsNoSchemas(string member) =>
        member is "example" or "examples" || member.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Where the schemas in a member of a part are.</summary>
    public static KeywordShape ShapeOf(ContainerPart part, string member) =>
        (part, member) switch
        {
            (ContainerPart.Components, "schemas") => KeywordShape.SchemaMap,
            (not ContainerPart.NamedComponents, "schema" or "itemSchema") => KeywordShape.Schema,
            _ => KeywordShape.Value,
        };

    /// <summary>The part that a member of a part is.</summary>
    public static ContainerPart Below(ContainerPart part, string member) =>
        part switch
        {
            ContainerPart.Document when member == "components" => ContainerPart.Components,
            ContainerPart.Components => ContainerPart.NamedComponents,
            _ => ContainerPart.Other,
        };
}
