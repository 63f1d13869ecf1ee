namespace Conformance.JsonSchema.Instances;

/// <summary>
/// Equality of JSON values as JSON Schema defines it (2020-12 core, 4.2.2): numbers by value, strings by characters,
/// objects regardless of the order of their members.
/// </summary>
internal static class ValueEquality
{
    public static bool AreEqual(TapeValue left, TapeValue right, Workspace workspace)
    {
        var kind = left.Token.Kind;
        if (kind != right.Token.Kind)
            return false;
        switch (kind)
        {
            case JsonTokenKind.String or JsonTokenKind.Name:
                return TextsAreEqual(left, right, workspace);
            case JsonTokenKind.Integer or JsonTokenKind.Number:
                return left.Raw.SequenceEqual(right.Raw) || NumberText.Compare(new NumberText(left.Raw), new NumberText(right.Raw)) == 0;
            case JsonTokenKind.Array:
                return ArraysAreEqual(left, right, workspace);
            case JsonTokenKind.Object:
                return ObjectsAreEqual(left, right, workspace);
            default:
                return true;
        }
    }

    public static bool TextsAreEqual(TapeValue left, TapeValue right, Workspace workspace) =>
        left.Token.IsPlain && right.Token.IsPlain
            ? left.Raw.SequenceEqual(right.Raw)
            : left.Text(ref workspace.Text).SequenceEqual(right.Text(ref workspace.OtherText));

    private static bool ArraysAreEqual(TapeValue left, TapeValue right, Workspace workspace)
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

    private static bool ObjectsAreEqual(TapeValue left, TapeValue right, Workspace workspace)
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

    private static bool HasAllMembersOf(TapeValue members, TapeValue others, Workspace workspace, bool compareValues)
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

/// <summary>
/// Hashes JSON values so that equal values (see <see cref="ValueEquality"/>) have equal hashes. The hash is seeded per process,
/// so a sender cannot prepare values that collide.
/// </summary>
internal static class ValueHash
{
    public static int Of(TapeValue value, ref byte[] buffer)
    {
        switch (value.Token.Kind)
        {
            case JsonTokenKind.String or JsonTokenKind.Name:
                return OfText(value.Text(ref buffer));
            case JsonTokenKind.Integer or JsonTokenKind.Number:
                return OfNumber(new NumberText(value.Raw));
            case JsonTokenKind.Array:
                return OfArray(value, ref buffer);
            case JsonTokenKind.Object:
                return OfObject(value, ref buffer);
            default:
                return HashCode.Combine(value.Token.Kind);
        }
    }

    public static int OfText(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    private static int OfNumber(NumberText number)
    {
        var hash = default(HashCode);
        hash.Add(number.IsNegative);
        if (number.IsZero)
            return hash.ToHashCode();
        hash.Add(number.Magnitude);
        for (var place = 0; place < number.DigitCount; place++)
            hash.Add(number[place]);
        return hash.ToHashCode();
    }

    private static int OfArray(TapeValue array, ref byte[] buffer)
    {
        var hash = default(HashCode);
        hash.Add(array.Token.Length);
        for (var at = array.At + 1; at < array.Token.Next; at = array.Tokens[at].Next)
            hash.Add(Of(array.Other(at), ref buffer));
        return hash.ToHashCode();
    }

    // A sum, because the order of members does not matter.
    private static int OfObject(TapeValue members, ref byte[] buffer)
    {
        var sum = members.Token.Length;
        for (var at = members.At + 1; at < members.Token.Next; at = members.Tokens[at + 1].Next)
            sum = unchecked(sum + HashCode.Combine(Of(members.Other(at), ref buffer), Of(members.Other(at + 1), ref buffer)));
        return HashCode.Combine(sum);
    }
}
