using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Compilation;

/// <summary>Everything a registry has compiled so far for one use. Not thread safe; the registry holds a lock around it.</summary>
internal sealed class SchemaGraph(SchemaUse use)
{
    private readonly Dictionary<Key, SchemaNode> _nodes = [];

    /// <summary>The place of a schema.</summary>
    internal readonly record struct Key(SchemaDocument Document, string Pointer);

    public SchemaUse Use => use;

    /// <summary>The resources that have compiled schemas.</summary>
    public HashSet<SchemaResource> Resources { get; } = [];

    /// <summary>The anchors that some <c>$dynamicRef</c> names, each with its number.</summary>
    public Dictionary<string, int> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The regular expressions read so far; many schemas of a document share one.</summary>
    public Dictionary<string, EcmaPattern> Patterns { get; } = new(StringComparer.Ordinal);

    public SchemaNode? Find(Key key) => _nodes.GetValueOrDefault(key);

    public void Add(IEnumerable<KeyValuePair<Key, SchemaNode>> nodes)
    {
        foreach (var (key, node) in nodes)
            _nodes.Add(key, node);
    }
}
