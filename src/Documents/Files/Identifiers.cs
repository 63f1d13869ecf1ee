namespace Conformance.Documents.Files;

/// <summary>
/// The schemas of all files that have a name of their own: <c>$id</c>, <c>$anchor</c>, <c>$dynamicAnchor</c> (JSON Schema 2020-12 core, section 8.2).
/// What stands in an example, a default, an enumeration or an extension is none.
/// </summary>
internal sealed class Identifiers
{
    private readonly Dictionary<string, ReferenceTarget> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<(Node Resource, string Name), Node> _anchors = [];
    private readonly Dictionary<Node, Uri> _bases = [];

    /// <summary>Takes in everything that a file names.</summary>
    public void Add(SourceDocument document)
    {
        _resources.TryAdd(document.Base.AbsoluteUri, new ReferenceTarget(document.Root, document.Scope));
        Scan(document.Root, document.Scope, namesAreFree: false);
    }

    /// <summary>The schema or file with an absolute URI that has no fragment; null where no file read so far has it.</summary>
    public ReferenceTarget? Resource(Uri uri) => _resources.TryGetValue(uri.AbsoluteUri, out var found) ? found : null;

    /// <summary>The schema that an anchor names in a resource, or null.</summary>
    public Node? Anchor(Node resource, string name) => _anchors.GetValueOrDefault((resource, name));

    /// <summary>The base URI that a schema sets with an <c>$id</c>; null where it sets none.</summary>
    public Uri? BaseOf(Node schema) => _bases.GetValueOrDefault(schema);

    /// <summary>What references in a node are seen from, an <c>$id</c> of its own not counted.</summary>
    public ReferenceScope ScopeAround(Node node, SourceDocument document)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
        {
            if (BaseOf(above) is { } found)
                return new ReferenceScope(document, found, above);
        }

        return document.Scope;
    }

    private void Scan(Node node, ReferenceScope scope, bool namesAreFree)
    {
        if (!namesAreFree && node is ObjectNode)
            scope = Enter(node, scope);
        foreach (var (name, _, value) in node.Members)
        {
            if (!namesAreFree && IsValue(name))
                continue;
            Scan(
                value,
                scope,
                !namesAreFree && name is "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "schemas"
            );
        }

        foreach (var item in node.Items)
            Scan(item, scope, namesAreFree: false);
    }

    private ReferenceScope Enter(Node node, ReferenceScope scope)
    {
        if (node["$id"]?.AsString() is { } id && DocumentUri.Resolve(scope.Base, id) is { } own)
        {
            _bases[node] = own;
            _resources.TryAdd(own.AbsoluteUri, new ReferenceTarget(node, scope));
            scope = new ReferenceScope(scope.Document, own, node);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["$anchor", "$dynamicAnchor"])
        {
            if (node[keyword]?.AsString() is { } name)
                _anchors.TryAdd((scope.Resource, name), node);
        }

        return scope;
    }

    private static bool IsValue(string name) =>
        name is "example" or "examples" or "default" or "const" or "enum" || name.StartsWith("x-", StringComparison.Ordinal);
}
