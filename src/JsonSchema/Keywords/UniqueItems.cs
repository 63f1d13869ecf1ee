using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>uniqueItems</c> (2020-12 validation, 6.4.3), in a time that grows with the array's size and not with its square.</summary>
internal sealed class UniqueItems(SchemaPlace place) : Keyword(place)
{
    /// <summary>Up to here comparing each with each is cheaper than hashing.</summary>
    private const int FewItems = 8;

    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int marks) => FindTwins(ref run, at) is null;

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        if (FindTwins(ref run, at) is not var (first, second))
            return;
        var pointer = InstancePath.Of(run.ValueAt(0), first);
        var found = $"{Report.Describe(ref run, second)}, the same as at {pointer}";
        report.Add(ref run, second, Place, "uniqueItems", "an item that differs from all others", found);
    }

    private static (int First, int Second)? FindTwins(ref Run run, int at) =>
        run.Tokens[at].Length <= FewItems ? CompareAll(ref run, at) : CompareHashed(ref run, at);

    private static (int First, int Second)? CompareAll(ref Run run, int at)
    {
        var end = run.Tokens[at].Next;
        for (var second = at + 1; second < end; second = run.Tokens[second].Next)
        {
            for (var first = at + 1; first < second; first = run.Tokens[first].Next)
            {
                if (ValueEquality.AreEqual(run.ValueAt(first), run.ValueAt(second), run.Workspace))
                    return (first, second);
            }
        }

        return null;
    }

    // An open hash table of token indices and hashes in turn; 0 is free, because no item is the first token.
    private static (int First, int Second)? CompareHashed(ref Run run, int at)
    {
        var workspace = run.Workspace;
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)run.Tokens[at].Length * 2);
        if (workspace.Slots.Length < size * 2)
            workspace.Slots = new int[size * 2];
        var slots = workspace.Slots.AsSpan(0, size * 2);
        slots.Clear();
        var end = run.Tokens[at].Next;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next)
        {
            var hash = ValueHash.Of(run.ValueAt(item), ref workspace.Text);
            var slot = hash & (size - 1);
            for (; slots[slot * 2] != 0; slot = (slot + 1) & (size - 1))
            {
                var earlier = slots[slot * 2];
                if (slots[(slot * 2) + 1] == hash && ValueEquality.AreEqual(run.ValueAt(earlier), run.ValueAt(item), workspace))
                    return (earlier, item);
            }

            slots[slot * 2] = item;
            slots[(slot * 2) + 1] = hash;
        }

        return null;
    }
}
