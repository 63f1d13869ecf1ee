using System.Buffers;
using System.Numerics;

namespace Conformance.JsonSchema.Instances;

/// <summary>
/// Finds the members of one object by name, in constant time however many there are. The first of members with one name is found.
/// </summary>
internal readonly ref struct NameIndex
{
    private readonly JsonValue _members;
    private readonly Workspace _workspace;
    private readonly int[] _slots;
    private readonly int _mask;

    public NameIndex(JsonValue members, Workspace workspace)
    {
        _members = members;
        _workspace = workspace;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, members.Token.Length * 2));
        _mask = size - 1;
        _slots = ArrayPool<int>.Shared.Rent(size);
        _slots.AsSpan(0, size).Clear();
        for (var at = members.At + 1; at < members.Token.Next; at = members.Tokens[at + 1].Next)
        {
            var slot = Slot(members.Other(at));
            if (_slots[slot] == 0)
                _slots[slot] = at;
        }
    }

    /// <summary>The token of the member's name, or -1.</summary>
    public int Find(JsonValue name) => _slots[Slot(name)] is > 0 and var at ? at : -1;

    public void Dispose() => ArrayPool<int>.Shared.Return(_slots);

    // The slot that has the name, or the free one where it would be; no name is the first token, so 0 is free.
    private int Slot(JsonValue name)
    {
        var slot = ValueHash.OfText(name.Text(ref _workspace.Text)) & _mask;
        while (_slots[slot] != 0 && !ValueEquality.TextsAreEqual(_members.Other(_slots[slot]), name, _workspace))
            slot = (slot + 1) & _mask;
        return slot;
    }
}
