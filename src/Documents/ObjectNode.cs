using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Conformance.Documents;

/// <summary>An object, its members in the order written.</summary>
public sealed class ObjectNode : Node
{
    // Below this a walk over the members is as fast as a dictionary and costs no memory.
    private const int LargestWithoutIndex = 8;

    private readonly List<Member> _members = [];
    private Dictionary<string, int>? _positions;

    internal ObjectNode(Location at)
        : base(at) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Member> Members => _members;

    /// <summary>Where the chain of references that begins here was found to end; null until somebody asked. A copy does not take it along.</summary>
    internal Resolution? Resolution { get; set; }

    /// <inheritdoc/>
    public override Node? this[string name] => TryGet(name, out var value) ? value : null;

    /// <summary>Gives the value of the member of that name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Node? value)
    {
        var position = PositionOf(name);
        value = position < 0 ? null : _members[position].Value;
        return position >= 0;
    }

    /// <summary>Gives the member of that name together with the place of the name.</summary>
    public bool TryGetMember(string name, out Member member)
    {
        var position = PositionOf(name);
        member = position < 0 ? default : _members[position];
        return position >= 0;
    }

    /// <inheritdoc/>
    public override string Describe() => "an object";

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (var member in _members)
        {
            writer.WritePropertyName(member.Name);
            member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    internal void Add(string name, Location nameAt, Node value)
    {
        value.Attach(this, name, index: -1);
        _positions?.Add(name, _members.Count);
        _members.Add(new Member(name, nameAt, value));
    }

    internal void Replace(string name, Location nameAt, Node value)
    {
        var position = PositionOf(name);
        _members[position].Value.Detach();
        value.Attach(this, name, index: -1);
        _members[position] = new Member(name, nameAt, value);
    }

    internal void RemoveAll(HashSet<Node> unwanted)
    {
        _members.RemoveAll(member => unwanted.Contains(member.Value));
        foreach (var node in unwanted)
            node.Detach();
        _positions = null;
    }

    internal override Node Copy()
    {
        var copy = new ObjectNode(At);
        copy._members.EnsureCapacity(_members.Count);
        foreach (var member in _members)
            copy.Add(member.Name, member.NameAt, member.Value.Copy());
        return copy;
    }

    private int PositionOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_members.Count > LargestWithoutIndex)
        {
            // Two threads may both build it; each assigns a complete one.
            var positions = _positions ??= Positions();
            return positions.GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < _members.Count; i++)
        {
            if (string.Equals(_members[i].Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    private Dictionary<string, int> Positions()
    {
        var positions = new Dictionary<string, int>(_members.Count, StringComparer.Ordinal);
        for (var i = 0; i < _members.Count; i++)
            positions.Add(_members[i].Name, i);
        return positions;
    }
}
