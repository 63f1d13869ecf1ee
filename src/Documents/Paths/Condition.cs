namespace Conformance.Documents.Paths;

/// <summary>A logical expression of a filter (section 2.3.5); true or false for a node under test.</summary>
internal abstract record Condition
{
    public abstract bool Holds(Node current, Node root);
}

internal sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition
{
    public override bool Holds(Node current, Node root)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Holds(current, root))
                return true;
        }

        return false;
    }
}

internal sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition
{
    public override bool Holds(Node current, Node root)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.Holds(current, root))
                return false;
        }

        return true;
    }
}

internal sealed record Not(Condition Condition) : Condition
{
    public override bool Holds(Node current, Node root) => !Condition.Holds(current, root);
}

internal sealed record Exists(Query Query) : Condition
{
    public override bool Holds(Node current, Node root) => Query.Exists(current, root);
}

/// <summary>A function that answers true or false: <c>match</c> or <c>search</c>.</summary>
internal sealed record Matches(Operand Text, Operand Pattern, bool Whole) : Condition
{
    public override bool Holds(Node current, Node root) =>
        Text.Value(current, root)?.AsString() is { } text
        && Pattern.Value(current, root)?.AsString() is { } pattern
        && RegularExpression.IsMatch(text, pattern, Whole);
}

/// <summary>Two values compared (section 2.3.5.2.2).</summary>
internal sealed record Comparison(Operand Left, string Operator, Operand Right) : Condition
{
    public override bool Holds(Node current, Node root)
    {
        var left = Left.Value(current, root);
        var right = Right.Value(current, root);
        return Operator switch
        {
            "==" => NodeEquality.AreEqual(left, right),
            "!=" => !NodeEquality.AreEqual(left, right),
            "<" => IsLess(left, right),
            "<=" => IsLess(left, right) || NodeEquality.AreEqual(left, right),
            ">" => IsLess(right, left),
            _ => IsLess(right, left) || NodeEquality.AreEqual(left, right),
        };
    }

    private static bool IsLess(Node? left, Node? right)
    {
        if (left is not ScalarNode a || right is not ScalarNode b || a.Kind != b.Kind)
            return false;

        return a.Kind switch
        {
            ScalarKind.Number => JsonNumber.Compare(a.Text, b.Text) < 0,
            ScalarKind.String => CompareByCodePoint(a.Text, b.Text) < 0,
            _ => false,
        };
    }

    // Code units order surrogates before U+E000; code points order them after.
    private static int CompareByCodePoint(string left, string right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shorter; i++)
        {
            if (left[i] == right[i])
                continue;

            var leftIsPair = char.IsSurrogate(left[i]);
            return leftIsPair == char.IsSurrogate(right[i]) ? left[i].CompareTo(right[i])
                : leftIsPair ? 1
                : -1;
        }

        return left.Length.CompareTo(right.Length);
    }
}
