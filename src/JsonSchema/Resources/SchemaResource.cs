using Conformance.Documents;

namespace Conformance.JsonSchema.Resources;

/// <summary>A schema resource (2020-12 core, 4.3.5): schemas that share a base URI and a set of anchors.</summary>
internal sealed class SchemaResource(SchemaDocument document, string uri, Node root, SchemaResource? parent)
{
    public SchemaDocument Document { get; } = document;

    /// <summary>The base URI of references in the resource.</summary>
    public string Uri { get; } = uri;

    public Node Root { get; } = root;

    /// <summary>The resource around this one, whose <c>$schema</c> also holds here unless there is one of its own.</summary>
    public SchemaResource? Parent { get; } = parent;

    /// <summary>Whether the root is a container of schemas and not a schema.</summary>
    public bool IsContainer { get; init; }

    /// <summary>The schemas that <c>$anchor</c> and <c>$dynamicAnchor</c> name.</summary>
    public Dictionary<string, SchemaPlace> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that are dynamic.</summary>
    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The vocabularies in force; null until a schema of the resource is compiled.</summary>
    public Vocabularies? Vocabularies { get; set; }

    public SchemaPlace RootPlace => new(this, Root);
}

/// <summary>A registered tree: either a schema itself, or a container (an OpenAPI document) that has schemas in it.</summary>
internal sealed class SchemaDocument
{
    private readonly Dictionary<Node, SchemaResource> _resources = [];

    public SchemaDocument(string uri, Node root)
    {
        Uri = uri;
        Root = root;
        IsContainer = root["openapi"] is not null || root["swagger"] is not null;
        RootResource = new SchemaResource(this, uri, root, parent: null) { IsContainer = IsContainer };
    }

    /// <summary>The URI under which the document was registered, without a fragment.</summary>
    public string Uri { get; }

    public Node Root { get; }

    public bool IsContainer { get; }

    /// <summary>The resource of all schemas in the document that no <c>$id</c> of their own sets apart.</summary>
    public SchemaResource RootResource { get; }

    /// <summary>Whether the whole document has been searched for identifiers.</summary>
    public bool IsScanned { get; set; }

    /// <summary>The resource whose root is this node, if an <c>$id</c> there makes it one.</summary>
    public SchemaResource? ResourceAt(Node node) => _resources.GetValueOrDefault(node);

    /// <summary>The resource that a schema belongs to: that of the nearest <c>$id</c> at it or above it.</summary>
    public SchemaResource ResourceOf(Node schema)
    {
        for (var node = schema; node is not null && _resources.Count > 0; node = node.Parent)
        {
            if (_resources.TryGetValue(node, out var resource))
                return resource;
        }

        return RootResource;
    }

    public void AddResource(SchemaResource resource) => _resources[resource.Root] = resource;
}

/// <summary>A schema where it stands: its node, and the schema resource that it belongs to.</summary>
internal sealed record SchemaPlace(SchemaResource Resource, Node Node)
{
    public SchemaDocument Document => Resource.Document;

    /// <summary>A schema that lies below this one.</summary>
    public SchemaPlace At(Node below) => new(Document.ResourceAt(below) ?? Resource, below);

    /// <summary>The document's URI with the pointer as fragment.</summary>
    public string Location => $"{Document.Uri}#{JsonPointer.To(Node).ToFragment()}";

    /// <summary>The location of one of the schema's keywords, or of the schema itself when the name is empty.</summary>
    public string LocationOf(string keyword) =>
        keyword.Length == 0 ? Location : $"{Document.Uri}#{JsonPointer.To(Node).Append(keyword).ToFragment()}";

    /// <summary>Where the value of one of the schema's keywords is written, or the schema itself when the name is empty or the keyword is not there.</summary>
    public Location PlaceOf(string keyword) => (Node[keyword] ?? Node).At;
}

/// <summary>URIs of schemas, as strings without a fragment, in one spelling each.</summary>
internal static class SchemaUri
{
    /// <summary>An absolute URI's spelling that all lookups use.</summary>
    public static string Normalize(Uri uri) => Split(uri.AbsoluteUri).Uri;

    /// <summary>
    /// The reference resolved against a base (RFC 3986, 5.2) without its fragment, or null when it is no URI reference.
    /// </summary>
    public static string? Resolve(string baseUri, string reference)
    {
        var (target, _) = Split(reference);
        if (target.Length == 0)
            return baseUri;
        return
            Uri.TryCreate(target, UriKind.Absolute, out var absolute) && HasScheme(target)
            || (Uri.TryCreate(baseUri, UriKind.Absolute, out var root) && Uri.TryCreate(root, target, out absolute))
            ? Normalize(absolute)
            : null;
    }

    /// <summary>
    /// A reference's parts before and after the number sign; the fragment is percent-decoded and null when there is none.
    /// </summary>
    public static (string Uri, string? Fragment) Split(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (reference, null) : (reference[..hash], Uri.UnescapeDataString(reference[(hash + 1)..]));
    }

    // On Unix a path such as "/a" would pass for an absolute file URI.
    private static bool HasScheme(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && reference.AsSpan(0, colon).IndexOfAny('/', '?') < 0;
    }
}
