using Conformance.Documents;

namespace Conformance.JsonSchema.Resources;

/// <summary>
/// All registered documents and the schema resources found in them. Not thread safe; the registry holds a lock around it.
/// </summary>
internal sealed class SchemaLibrary
{
    private readonly Dictionary<string, SchemaDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, SchemaDocument> _documentsByRoot = [];
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly List<SchemaDocument> _unscanned = [];
    private readonly KeywordCatalog _catalog;
    private readonly IdentifierScanner _scanner;

    public SchemaLibrary(KeywordCatalog catalog)
    {
        _catalog = catalog;
        _scanner = new IdentifierScanner(catalog, resource => _resources.TryAdd(resource.Uri, resource));
    }

    /// <summary>Adds a document; false when its URI is taken.</summary>
    public bool Add(string uri, Node root)
    {
        var document = new SchemaDocument(uri, root);
        if (!_documents.TryAdd(uri, document))
            return false;
        _documentsByRoot.TryAdd(root, document);
        _unscanned.Add(document);
        return true;
    }

    /// <summary>The resource with a URI that has no fragment, or null.</summary>
    public SchemaResource? FindResource(string uri)
    {
        if (_documents.TryGetValue(uri, out var document))
        {
            EnsureScanned(document);
            return document.ResourceAt(document.Root) ?? document.RootResource;
        }

        if (_resources.TryGetValue(uri, out var resource))
            return resource;
        if (_catalog.HasMetaschemas && Metaschema.TryRead(uri, out var metaschema) && Add(uri, metaschema))
            return FindResource(uri);
        if (_unscanned.Count == 0)
            return null;
        foreach (var other in _unscanned.ToArray())
            EnsureScanned(other);
        return _resources.GetValueOrDefault(uri);
    }

    /// <summary>The schema that a reference names, seen from a resource; null when there is none.</summary>
    public SchemaPlace? Find(SchemaResource from, string reference) =>
        SchemaUri.Resolve(from.Uri, reference) is { } uri
            ? FindIn(uri == from.Uri ? from : FindResource(uri), SchemaUri.Split(reference).Fragment)
            : null;

    /// <summary>The schema that a fragment names in a resource; the fragment is a JSON pointer, an anchor or nothing.</summary>
    public SchemaPlace? FindIn(SchemaResource? resource, string? fragment)
    {
        if (resource is null)
            return null;
        EnsureScanned(resource.Document);
        if (string.IsNullOrEmpty(fragment))
            return resource.IsContainer ? null : resource.RootPlace;
        if (fragment[0] != '/')
            return resource.Anchors.GetValueOrDefault(fragment);
        return JsonPointer.TryParse(fragment)?.Resolve(resource.Root) is { } node ? PlaceOf(resource.Document, node) : null;
    }

    /// <summary>A node of a registered tree as a schema; null where its tree is not registered.</summary>
    public SchemaPlace? Find(Node schema)
    {
        if (!_documentsByRoot.TryGetValue(schema.Root, out var document))
            return null;
        EnsureScanned(document);
        return PlaceOf(document, schema);
    }

    private void EnsureScanned(SchemaDocument document)
    {
        if (document.IsScanned)
            return;
        document.IsScanned = true;
        _unscanned.Remove(document);
        if (!_catalog.HasIdentifiers)
            return;
        if (document.IsContainer)
        {
            // The Schema Object of Swagger 2.0 took over no "id".
            if (_catalog.Dialect == Dialect.Draft202012)
                _scanner.ScanContainer(document);
            return;
        }

        var root = _scanner.Scan(document.RootResource, document.Root);
        _resources.TryAdd(root.Uri, root);
    }

    // Identifiers count only where schemas are; what stands elsewhere becomes a schema by being asked for.
    private SchemaPlace PlaceOf(SchemaDocument document, Node node)
    {
        var resource = document.ResourceOf(node);
        if (
            _catalog.HasIdentifiers
            && (!document.IsContainer || _catalog.Dialect == Dialect.Draft202012)
            && ShapeOf(document, node) != KeywordShape.Schema
        )
            resource = _scanner.Scan(resource, node);
        return new SchemaPlace(resource, node);
    }

    private KeywordShape ShapeOf(SchemaDocument document, Node node)
    {
        var inContainer = document.IsContainer;
        var part = ContainerPart.Document;
        var shape = inContainer ? KeywordShape.Value : KeywordShape.Schema;
        foreach (var segment in JsonPointer.To(node).Segments)
        {
            var above = shape;
            shape = above switch
            {
                KeywordShape.Schema => _catalog.ShapeOf(segment),
                KeywordShape.SchemaArray or KeywordShape.SchemaMap => KeywordShape.Schema,
                // The schema itself at "items", or one of its list: what is below the first is a keyword, below the second a schema.
                KeywordShape.SchemaOrArray => JsonPointer.IsPosition(segment) ? KeywordShape.Schema : _catalog.ShapeOf(segment),
                _ => inContainer ? ContainerParts.ShapeOf(part, segment) : KeywordShape.Value,
            };
            part = ContainerParts.Below(part, segment);
            inContainer &= shape == KeywordShape.Value;
        }

        return shape == KeywordShape.SchemaOrArray && node is not ArrayNode ? KeywordShape.Schema : shape;
    }
}
