namespace Conformance.Documents.Overlays;

/// <summary>Merges the value of an update or copy into a selected node (Overlay Specification 1.1.0).</summary>
internal sealed class Merge(Problems problems)
{
    private readonly GrowthLimit _growth = new(problems);

    /// <summary>What stands in the node's place afterwards: the node itself, changed, or the value that replaced a scalar.</summary>
    /// <exception cref="LimitPassed">The document grows too large or deep; the problem has been reported.</exception>
    public Node Into(Node target, Node value)
    {
        switch (target, value)
        {
            case (ObjectNode node, ObjectNode update):
                foreach (var member in update.Members)
                    MergeMember(node, member);
                return target;
            case (ArrayNode array, ArrayNode):
                foreach (var item in value.Items)
                    array.Add(_growth.CopyBelow(array, item));
                return target;
            case (ArrayNode array, _):
                array.Add(_growth.CopyBelow(array, value));
                return target;
            case (ScalarNode, ScalarNode):
                return Replace(target, value.Copy());
            default:
                ReportIncompatible(target, value);
                return target;
        }
    }

    private void MergeMember(ObjectNode node, Member update)
    {
        if (!node.TryGet(update.Name, out var present))
        {
            node.Add(update.Name, update.NameAt, _growth.CopyBelow(node, update.Value));
            return;
        }

        // Within an object an array takes an array only; a lone value is appended to a selected array.
        switch (present, update.Value)
        {
            case (ScalarNode, ScalarNode):
                node.Replace(update.Name, update.NameAt, update.Value.Copy());
                break;
            case (ArrayNode, not ArrayNode):
                ReportIncompatible(present, update.Value);
                break;
            default:
                Into(present, update.Value);
                break;
        }
    }

    private static Node Replace(Node target, Node value)
    {
        if (target.Parent is ObjectNode node)
        {
            node.TryGetMember(target.Name!, out var member);
            node.Replace(member.Name, member.NameAt, value);
        }
        else if (target.Parent is ArrayNode array)
        {
            array.Replace(target.Index, value);
        }

        return value;
    }

    private void ReportIncompatible(Node target, Node value) =>
        problems.Error(
            "overlay-incompatible",
            value.At,
            $"The update is {value.Describe()}, yet the document has {target.Describe()} at {target.At}, with which it cannot be merged.",
            "Give the update the same kind of value, or remove the old value by an action before this one."
        );
}
