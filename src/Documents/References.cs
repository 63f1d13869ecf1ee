namespace Conformance.Documents;

/// <summary>Follows local references: objects such as <c>{ "$ref": "#/components/schemas/User" }</c>.</summary>
public static class References
{
    private const string Keyword = "$ref";

    /// <summary>The string value of <c>$ref</c>, when the node is an object that has one.</summary>
    public static Node? RefOf(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node[Keyword] is { } reference && reference.AsString() is not null ? reference : null;
    }

    /// <summary>
    /// The node itself when it is no reference; else the node at the end of the chain of references, looked up from the root
    /// of the tree. Null, with one problem at the value of the offending <c>$ref</c>, when the chain breaks or bites its own tail.
    /// </summary>
    public static Node? Resolve(Node node, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Resolve(node, node.Root, problems);
    }

    /// <inheritdoc cref="Resolve(Node, Problems)"/>
    /// <param name="root">The document that <c>#</c> stands for.</param>
    public static Node? Resolve(Node node, Node root, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        HashSet<Node>? seen = null;
        while (RefOf(node) is { } reference)
        {
            seen ??= [];
            if (!seen.Add(node))
            {
                problems.Error(
                    "ref-cycle",
                    reference.At,
                    $"The reference \"{reference.AsString()}\" leads back to itself.",
                    "Let one reference of the chain point at a value that is not a reference."
                );
                return null;
            }

            if (Target(reference, root, problems) is not { } target)
                return null;
            node = target;
        }

        return node;
    }

    private static Node? Target(Node reference, Node root, Problems problems)
    {
        var text = reference.AsString()!;
        if (!text.StartsWith('#'))
        {
            problems.Error(
                "ref-not-local",
                reference.At,
                $"The reference \"{text}\" points outside this document; expected it to start with \"#/\".",
                "Bundle the documents into one and point at the copy, such as \"#/components/…\"."
            );
            return null;
        }

        if (JsonPointer.TryParseFragment(text) is not { } pointer)
        {
            problems.Error(
                "ref-syntax",
                reference.At,
                $"The reference \"{text}\" is no JSON pointer; expected \"#\" and then names that each follow a \"/\".",
                "Write \"#/components/…\", with ~1 for a slash and ~0 for a tilde within a name."
            );
            return null;
        }

        var (deepest, steps) = pointer.Descend(root);
        if (steps == pointer.Segments.Length)
            return deepest;

        ReportMissing(reference, pointer, deepest, steps, problems);
        return null;
    }

    private static void ReportMissing(Node reference, JsonPointer pointer, Node deepest, int steps, Problems problems)
    {
        var missing = pointer.Segments[steps];
        var holder = steps == 0 ? "the document" : $"\"#{deepest.Pointer}\"";
        var reason = deepest switch
        {
            ObjectNode => $"{holder} has no member \"{missing}\"",
            ArrayNode array => $"{holder} is an array of {array.Items.Count} without an item \"{missing}\"",
            _ => $"{holder} is {deepest.Describe()} and holds nothing",
        };
        var mend = Nearest.To(missing, deepest.Members.Select(member => member.Name)) is { } near
            ? $"Did you mean \"#{JsonPointer.To(deepest).Append(near)}\"?"
            : $"Add what it points at, or point at something that exists below {holder}.";
        problems.Error("ref-not-found", reference.At, $"The reference \"{reference.AsString()}\" points at nothing: {reason}.", mend);
    }
}
