using Conformance.Documents;

namespace Conformance.JsonSchema.Compilation;

/// <summary>A schema resource (2020-12 core, 4.3.5): schemas that share a base URI and a set of anchors.</summary>
internal sealed class SchemaResource(SchemaDocument document, string uri, Node root, SchemaResource? parent)
{
    private Evaluation.SchemaNode?[] _dynamicTargets = [];

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

    /// <summary>The compiled schema of a dynamic anchor, by the anchor's number in the registry.</summary>
    public Evaluation.SchemaNode? DynamicTarget(int anchor)
    {
        var targets = Volatile.Read(ref _dynamicTargets);
        return anchor < targets.Length ? targets[anchor] : null;
    }

    /// <summary>Publishes the compiled schema of a dynamic anchor to validations that begin later.</summary>
    public void SetDynamicTarget(int anchor, Evaluation.SchemaNode target)
    {
        var targets = new Evaluation.SchemaNode?[Math.Max(anchor + 1, _dynamicTargets.Length)];
        _dynamicTargets.CopyTo(targets, 0);
        targets[anchor] = target;
        Volatile.Write(ref _dynamicTargets, targets);
    }
}
