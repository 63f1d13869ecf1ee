namespace Conformance.Documents.Overlays;

/// <summary>Copies values into a document, and refuses when it grows beyond the limits that a document read from a file keeps.</summary>
internal sealed class GrowthLimit(Problems problems)
{
    private int _added;

    /// <summary>A copy of the value, to be put directly below the parent.</summary>
    /// <exception cref="LimitPassed">It would be too much; the problem has been reported.</exception>
    public Node CopyBelow(Node parent, Node value)
    {
        var depth = 1;
        for (var ancestor = parent.Parent; ancestor is not null; ancestor = ancestor.Parent)
            depth++;
        Account(value, value.At, depth);
        return value.Copy();
    }

    private void Account(Node node, Location at, int depth)
    {
        if (depth > ReadLimits.Default.MaxDepth)
            Refuse(at, $"nested more than {ReadLimits.Default.MaxDepth} deep");
        if (++_added > ReadLimits.Default.MaxNodes)
            Refuse(at, $"larger than {ReadLimits.Default.MaxNodes:N0} values");
        foreach (var member in node.Members)
            Account(member.Value, at, depth + 1);
        foreach (var item in node.Items)
            Account(item, at, depth + 1);
    }

    private void Refuse(Location at, string size)
    {
        problems.Error("overlay-too-large", at, $"With this update the document becomes {size}.", "Narrow the target, or copy less.");
        throw new LimitPassed();
    }
}
