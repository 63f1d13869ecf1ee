using System.Text.Json;

namespace Conformance.Documents;

/// <summary>An array.</summary>
public sealed class ArrayNode : Node
{
    private readonly List<Node> _items = [];

    internal ArrayNode(Location at)
        : base(at) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Node> Items => _items;

    /// <inheritdoc/>
    public override string Describe() => "an array";

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (var item in _items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }

    internal void Add(Node item)
    {
        item.Attach(this, name: null, _items.Count);
        _items.Add(item);
    }

    internal void Replace(int index, Node item)
    {
        _items[index].Detach();
        item.Attach(this, name: null, index);
        _items[index] = item;
    }

    internal void RemoveAll(HashSet<Node> unwanted)
    {
        _items.RemoveAll(unwanted.Contains);
        foreach (var node in unwanted)
            node.Detach();
        for (var i = 0; i < _items.Count; i++)
            _items[i].Attach(this, name: null, i);
    }

    internal override Node Copy()
    {
        var copy = new ArrayNode(At);
        copy._items.EnsureCapacity(_items.Count);
        foreach (var item in _items)
            copy.Add(item.Copy());
        return copy;
    }
}
