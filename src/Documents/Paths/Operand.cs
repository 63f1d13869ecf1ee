using System.Globalization;

namespace Conformance.Documents.Paths;

/// <summary>A side of a comparison or an argument of a function: one value, or nothing (null).</summary>
internal abstract record Operand
{
    public abstract Node? Value(Node current, Node root);

    private protected static ScalarNode Number(int value) => new(default, ScalarKind.Number, value.ToString(CultureInfo.InvariantCulture));
}

internal sealed record Literal(ScalarNode Node) : Operand
{
    public override Node? Value(Node current, Node root) => Node;
}

internal sealed record SingularQuery(Query Query) : Operand
{
    public override Node? Value(Node current, Node root) => Query.Single(current, root);
}

/// <summary>Section 2.4.4: the characters of a string, items of an array or members of an object.</summary>
internal sealed record Length(Operand Argument) : Operand
{
    public override Node? Value(Node current, Node root) =>
        Argument.Value(current, root) switch
        {
            ScalarNode { Kind: ScalarKind.String } text => Number(text.Text.EnumerateRunes().Count()),
            ArrayNode array => Number(array.Items.Count),
            ObjectNode node => Number(node.Members.Count),
            _ => null,
        };
}

/// <summary>Section 2.4.5: how many nodes a query selects.</summary>
internal sealed record Count(Query Query) : Operand
{
    public override Node? Value(Node current, Node root) => Number(Query.Select(current, root).Count);
}

/// <summary>Section 2.4.8: the value of the node that a query selects, when it is exactly one.</summary>
internal sealed record ValueOf(Query Query) : Operand
{
    public override Node? Value(Node current, Node root) => Query.Select(current, root) is [var only] ? only : null;
}
