namespace Conformance.JsonSchema.Instances;

/// <summary>
/// Hashes JSON values so that equal values (see <see cref="ValueEquality"/>) have equal hashes. The hash is seeded per process,
/// so a sender cannot prepare values that collide.
/// </summary>
internal static class ValueHash
{
    public static int Of(JsonValue value, ref byte[] buffer)
    {
        switch (value.Token.Kind)
        {
            case TokenKind.String or TokenKind.Name:
                return OfText(value.Text(ref buffer));
            case TokenKind.Integer or TokenKind.Number:
                return OfNumber(new NumberText(value.Raw));
            case TokenKind.Array:
                return OfArray(value, ref buffer);
            case TokenKind.Object:
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

    private static int OfArray(JsonValue array, ref byte[] buffer)
    {
        var hash = default(HashCode);
        hash.Add(array.Token.Length);
        for (var at = array.At + 1; at < array.Token.Next; at = array.Tokens[at].Next)
            hash.Add(Of(array.Other(at), ref buffer));
        return hash.ToHashCode();
    }

    // A sum, because the order of members does not matter.
    private static int OfObject(JsonValue members, ref byte[] buffer)
    {
        var sum = members.Token.Length;
        for (var at = members.At + 1; at < members.Token.Next; at = members.Tokens[at + 1].Next)
            sum = unchecked(sum + HashCode.Combine(Of(members.Other(at), ref buffer), Of(members.Other(at + 1), ref buffer)));
        return HashCode.Combine(sum);
    }
}
