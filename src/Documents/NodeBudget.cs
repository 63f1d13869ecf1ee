namespace Conformance.Documents;

/// <summary>Counts the values and the depth of a document against its <see cref="ReadLimits"/>.</summary>
internal sealed class NodeBudget(ReadLimits limits, Problems problems)
{
    private int _nodes;
    private int _aliasNodes;

    /// <summary>Accounts for one value at that depth (the root's is 0).</summary>
    /// <exception cref="LimitPassed">A limit is passed; the problem has been reported.</exception>
    public void Spend(Location at, int depth)
    {
        if (depth > limits.MaxDepth)
        {
            problems.Error(
                "document-too-deep",
                at,
                $"Objects and arrays are nested more than {limits.MaxDepth} deep here.",
                "Flatten the document; move nested schemas to \"components\" and refer to them."
            );
            throw new LimitPassed();
        }

        if (++_nodes <= limits.MaxNodes)
            return;

        problems.Error(
            "document-too-large",
            at,
            $"The document has more than {limits.MaxNodes:N0} values.",
            "Split it, or remove generated examples from it."
        );
        throw new LimitPassed();
    }

    /// <summary>A copy of what an alias stands for, accounted for value by value before it is made.</summary>
    /// <inheritdoc cref="Spend" path="/exception"/>
    public Node Expand(Node original, Location aliasAt, int depth)
    {
        SpendAll(original, aliasAt, depth);
        return original.Copy();
    }

    private void SpendAll(Node node, Location aliasAt, int depth)
    {
        Spend(aliasAt, depth);
        if (++_aliasNodes > limits.MaxAliasNodes)
        {
            problems.Error(
                "yaml-alias-bomb",
                aliasAt,
                $"The aliases of this document repeat more than {limits.MaxAliasNodes:N0} values.",
                "Write the repeated parts once and refer to them with \"$ref\"."
            );
            throw new LimitPassed();
        }

        foreach (var member in node.Members)
            SpendAll(member.Value, aliasAt, depth + 1);
        foreach (var item in node.Items)
            SpendAll(item, aliasAt, depth + 1);
    }
}
