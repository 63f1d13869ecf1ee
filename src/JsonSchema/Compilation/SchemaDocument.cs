using Conformance.Documents;

namespace Conformance.JsonSchema.Compilation;

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
