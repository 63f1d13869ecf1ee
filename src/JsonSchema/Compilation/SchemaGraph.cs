using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Compilation;

/// <summary>Everything a registry has compiled so far in one direction. Not thread safe; the registry holds a lock around it.</summary>
internal sealed class SchemaGraph(Direction direction)
{
    private readonly Dictionary<Node, SchemaNode> _nodes = [];

    public Direction Direction => direction;

    /// <summary>The resources that have compiled schemas.</summary>
    public HashSet<SchemaResource> Resources { get; } = [];

    /// <summary>The anchors that some <c>$dynamicRef</c> names, each with its number.</summary>
    public Dictionary<string, int> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The regular expressions read so far; many schemas of a document share one.</summary>
    public Dictionary<string, EcmaPattern> Patterns { get; } = new(StringComparer.Ordinal);

    public SchemaNode? Find(Node schema) => _nodes.GetValueOrDefault(schema);

    public void Add(IEnumerable<KeyValuePair<Node, SchemaNode>> nodes)
    {
        foreach (var (schema, node) in nodes)
            _nodes.Add(schema, node);
    }
}
