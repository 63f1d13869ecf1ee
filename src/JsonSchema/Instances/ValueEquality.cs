namespace Conformance.JsonSchema.Instances;

/// <summary>
/// Equality of JSON values as JSON Schema defines it (2020-12 core, 4.2.2): numbers by value, strings by characters,
/// objects regardless of the order of their members.
/// </summary>
internal static class ValueEquality
{
    public static bool AreEqual(JsonValue left, JsonValue right, Workspace workspace)
    {
        var kind = left.Token.Kind;
        if (kind != right.Token.Kind)
            return false;
        switch (kind)
        {
            case TokenKind.String or TokenKind.Name:
                return TextsAreEqual(left, right, workspace);
            case TokenKind.Integer or TokenKind.Number:
                return left.Raw.SequenceEqual(right.Raw) || NumberText.Compare(new NumberText(left.Raw), new NumberText(right.Raw)) == 0;
            case TokenKind.Array:
                return ArraysAreEqual(left, right, workspace);
            case TokenKind.Object:
                return ObjectsAreEqual(left, right, workspace);
            default:
                return true;
        }
    }

    public static bool TextsAreEqual(JsonValue left, JsonValue right, Workspace workspace) =>
        left.Token.IsPlain && right.Token.IsPlain
            ? left.Raw.SequenceEqual(right.Raw)
            : left.Text(ref workspace.Text).SequenceEqual(right.Text(ref workspace.OtherText));

    private static bool ArraysAreEqual(JsonValue left, JsonValue right, Workspace workspace)
    {
        if (left.Token.Length != right.Token.Length)
            return false;
        var other = right.At + 1;
        for (var at = left.At + 1; at < left.Token.Next; at = left.Tokens[at].Next)
        {
            if (!AreEqual(left.Other(at), right.Other(other), workspace))
                return false;
            other = right.Tokens[other].Next;
        }

        return true;
    }

    private static bool ObjectsAreEqual(JsonValue left, JsonValue right, Workspace workspace)
    {
        if (left.Token.Length != right.Token.Length)
            return false;
        // Most equal objects name their members in the same order.
        var other = right.At + 1;
        for (var at = left.At + 1; at < left.Token.Next; at = left.Tokens[at + 1].Next)
        {
            if (!TextsAreEqual(left.Other(at), right.Other(other), workspace))
                return HasAllMembersOf(left, right, workspace, compareValues: true)
                    && HasAllMembersOf(right, left, workspace, compareValues: false);
            if (!AreEqual(left.Other(at + 1), right.Other(other + 1), workspace))
                return false;
            other = right.Tokens[other + 1].Next;
        }

        return true;
    }

    private static bool HasAllMembersOf(JsonValue members, JsonValue others, Workspace workspace, bool compareValues)
    {
        using var index = new NameIndex(others, workspace);
        for (var at = members.At + 1; at < members.Token.Next; at = members.Tokens[at + 1].Next)
        {
            var found = index.Find(members.Other(at));
            if (found < 0 || (compareValues && !AreEqual(members.Other(at + 1), others.Other(found + 1), workspace)))
                return false;
        }

        return true;
    }
}
