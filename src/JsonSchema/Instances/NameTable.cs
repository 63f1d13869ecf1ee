using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Conformance.JsonSchema.Instances;

/// <summary>Finds a name, given as UTF-8, among those of a schema. The first of equal names wins.</summary>
internal sealed class NameTable
{
    private readonly byte[][] _names;
    private readonly int[] _heads;
    private readonly int[] _next;

    public NameTable(byte[][] names)
    {
        _names = names;
        _heads = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, names.Length * 2))];
        _next = new int[names.Length];
        Array.Fill(_heads, -1);
        for (var index = names.Length - 1; index >= 0; index--)
        {
            ref var head = ref _heads[Hash(names[index]) & (uint)(_heads.Length - 1)];
            _next[index] = head;
            head = index;
        }
    }

    public int Count => _names.Length;

    public ReadOnlySpan<byte> this[int index] => _names[index];

    /// <summary>The name's index, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var index = _heads[Hash(name) & (uint)(_heads.Length - 1)];
        while (index >= 0 && !name.SequenceEqual(_names[index]))
            index = _next[index];
        return index;
    }

    /// <summary>
    /// As <see cref="Find(ReadOnlySpan{byte})"/>, looking first where the name is expected: instances mostly follow the schema's order.
    /// </summary>
    public int Find(ReadOnlySpan<byte> name, int expected) =>
        (uint)expected < (uint)_names.Length && name.SequenceEqual(_names[expected]) ? expected : Find(name);

    // Ends and length tell names of one schema apart well enough; a collision costs one comparison.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        ulong hash = (uint)name.Length;
        if (name.Length >= sizeof(ulong))
        {
            hash ^= BinaryPrimitives.ReadUInt64LittleEndian(name);
            hash = (hash * 0x9E3779B97F4A7C15) ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]);
        }
        else if (name.Length >= sizeof(uint))
        {
            hash ^=
                ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name) << 32)
                | BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]);
        }
        else
        {
            foreach (var unit in name)
                hash = (hash << 8) | unit;
        }

        return (uint)((hash * 0x9E3779B97F4A7C15) >> 32);
    }
}

/// <summary>
/// Finds the members of one object by name, in constant time however many there are. The first of members with one name is found.
/// </summary>
internal readonly ref struct NameIndex
{
    private readonly TapeValue _members;
    private readonly Workspace _workspace;
    private readonly int[] _slots;
    private readonly int _mask;

    public NameIndex(TapeValue members, Workspace workspace)
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
    public int Find(TapeValue name) => _slots[Slot(name)] is > 0 and var at ? at : -1;

    public void Dispose() => ArrayPool<int>.Shared.Return(_slots);

    // The slot that has the name, or the free one where it would be; no name is the first token, so 0 is free.
    private int Slot(TapeValue name)
    {
        var slot = ValueHash.OfText(name.Text(ref _workspace.Text)) & _mask;
        while (_slots[slot] != 0 && !ValueEquality.TextsAreEqual(_members.Other(_slots[slot]), name, _workspace))
            slot = (slot + 1) & _mask;
        return slot;
    }
}
