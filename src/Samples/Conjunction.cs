namespace Conformance.Samples;

/// <summary>Schemas that one value must satisfy all at once, each once, with references followed.</summary>
internal sealed class Conjunction
{
    public Conjunction(SchemaReferences references, params IEnumerable<SchemaNode> nodes)
    {
        Nodes = nodes.Select(references.Follow).DistinctBy(node => node.Pointer, StringComparer.Ordinal).ToArray();
        Key = string.Join('\n', Nodes.Select(node => node.Pointer).Order(StringComparer.Ordinal));
    }

    /// <summary>The schemas, in the order in which they were met.</summary>
    public IReadOnlyList<SchemaNode> Nodes { get; }

    /// <summary>The same text for the same set of schemas.</summary>
    public string Key { get; }
}
