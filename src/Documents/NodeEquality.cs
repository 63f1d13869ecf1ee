namespace Conformance.Documents;

/// <summary>Equality of JSON values, as RFC 9535 section 2.3.5.2.2 and RFC 7493 understand it.</summary>
internal static class NodeEquality
{
    public static bool AreEqual(Node? left, Node? right) =>
        (left, right) switch
        {
            (null, null) => true,
            (ScalarNode a, ScalarNode b) => AreEqual(a, b),
            (ArrayNode a, ArrayNode b) => AreEqual(a, b),
            (ObjectNode a, ObjectNode b) => AreEqual(a, b),
            _ => false,
        };

    private static bool AreEqual(ScalarNode left, ScalarNode right)
    {
        if (left.Kind != right.Kind)
            return false;

        return left.Kind == ScalarKind.Number
            ? JsonNumber.Compare(left.Text, right.Text) == 0
            : string.Equals(left.Text, right.Text, StringComparison.Ordinal);
    }

    private static bool AreEqual(ArrayNode left, ArrayNode right)
    {
        if (left.Items.Count != right.Items.Count)
            return false;

        for (var i = 0; i < left.Items.Count; i++)
        {
            if (!AreEqual(left.Items[i], right.Items[i]))
                return false;
        }

        return true;
    }

    private static bool AreEqual(ObjectNode left, ObjectNode right)
    {
        if (left.Members.Count != right.Members.Count)
            return false;

        foreach (var member in left.Members)
        {
            if (!right.TryGet(member.Name, out var value) || !AreEqual(member.Value, value))
                return false;
        }

        return true;
    }
}
