using System.Text.Json;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// All registered documents and the schema resources found in them. Not thread safe; the registry holds a lock around it.
/// </summary>
internal sealed class SchemaLibrary
{
    private readonly Dictionary<string, SchemaDocument> _documents = new(StringComparer.Ordinal);
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
    public bool Add(string uri, JsonElement root)
    {
        var document = new SchemaDocument(uri, root);
        if (!_documents.TryAdd(uri, document))
            return false;
        _unscanned.Add(document);
        return true;
    }

    /// <summary>The resource with a URI that has no fragment, or null.</summary>
    public SchemaResource? FindResource(string uri)
    {
        if (_documents.TryGetValue(uri, out var document))
        {
            EnsureScanned(document);
            return document.ResourceAt(string.Empty) ?? document.RootResource;
        }

        if (_resources.TryGetValue(uri, out var resource))
            return resource;
        if (_catalog.HasIdentifiers && Metaschema.TryRead(uri, out var metaschema) && Add(uri, metaschema))
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
        return fragment[0] == '/' ? Walk(resource, fragment) : resource.Anchors.GetValueOrDefault(fragment);
    }

    private void EnsureScanned(SchemaDocument document)
    {
        if (document.IsScanned)
            return;
        document.IsScanned = true;
        _unscanned.Remove(document);
        if (!_catalog.HasIdentifiers)
            return;
        if (!document.IsContainer)
        {
            var root = _scanner.Scan(document.RootResource, string.Empty, document.Root);
            _resources.TryAdd(root.Uri, root);
        }
        else if (document.MentionsIdentifiers())
        {
            _scanner.ScanContainer(document);
        }
    }

    // Identifiers count on the way only where schemas are; what the pointer ends at becomes a schema by being asked for.
    private SchemaPlace? Walk(SchemaResource resource, string pointer)
    {
        var element = resource.Root;
        var path = resource.RootPointer;
        var inContainer = resource.IsContainer;
        var shape = inContainer ? KeywordShape.Value : KeywordShape.Schema;
        foreach (var segment in JsonPointer.Split(pointer))
        {
            if (!resource.Document.TryStep(path, element, segment, out element))
                return null;
            shape = shape switch
            {
                KeywordShape.Schema => _catalog.ShapeOf(segment),
                KeywordShape.SchemaArray or KeywordShape.SchemaMap => KeywordShape.Schema,
                _ => inContainer ? IdentifierScanner.ShapeInContainer(path, segment) : KeywordShape.Value,
            };
            inContainer &= shape == KeywordShape.Value;
            path = $"{path}/{JsonPointer.Escape(segment)}";
            if (shape == KeywordShape.Schema)
                resource = resource.Document.ResourceAt(path) ?? resource;
        }

        if (shape != KeywordShape.Schema && _catalog.HasIdentifiers)
            resource = _scanner.Scan(resource, path, element);
        return new SchemaPlace(resource, path, element);
    }
}
