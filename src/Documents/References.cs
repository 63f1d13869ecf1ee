namespace Conformance.Documents;

/// <summary>Follows local references: objects such as <c>{ "$ref": "#/components/schemas/User" }</c>.</summary>
public static class References
{
    /// <summary>The rule of a reference that leads out of the document.</summary>
    internal const string NotLocal = "ref-not-local";

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
    /// <param name="problems">Null where nobody wants to know why.</param>
    public static Node? Resolve(Node node, Node root, Problems? problems)
    {
        ArgumentNullException.ThrowIfNull(node);
        List<Node>? chain = null;
        HashSet<Node>? seen = null;
        while (RefOf(node) is { } reference)
        {
            // Chains share their ends, so each is walked once.
            if (node is ObjectNode { Resolution: { } known } && known.Root == root && known.End != node)
            {
                node = known.End;
                continue;
            }

            seen ??= [];
            if (!seen.Add(node))
            {
                ReportCycle(reference, problems);
                return null;
            }

            (chain ??= []).Add(node);
            if (Target(reference, root, problems) is not { } target)
            {
                Note(chain, root, node);
                return null;
            }

            node = target;
        }

        Note(chain, root, node);
        return node;
    }

    private static void Note(List<Node>? chain, Node root, Node end)
    {
        if (chain is not { Count: > 1 })
            return;
        var resolution = new Resolution(root, end);
        foreach (var holder in chain.OfType<ObjectNode>())
            holder.Resolution = resolution;
    }

    private static Node? Target(Node reference, Node root, Problems? problems)
    {
        var text = reference.AsString()!;
        if (!text.StartsWith('#'))
        {
            problems?.Error(
                NotLocal,
                reference.At,
                $"The reference \"{text}\" points outside this document; expected it to start with \"#/\".",
                "Bundle the documents into one and point at the copy, such as \"#/components/…\"."
            );
            return null;
        }

        if (JsonPointer.TryParseFragment(text) is not { } pointer)
        {
            ReportSyntax(reference, problems);
            return null;
        }

        var (deepest, steps) = pointer.Descend(root);
        if (steps == pointer.Segments.Length)
            return deepest;

        if (problems is not null)
            ReportMissing(reference, pointer, deepest, steps, problems);
        return null;
    }

    /// <summary>Reports a chain of references without an end.</summary>
    internal static void ReportCycle(Node reference, Problems? problems) =>
        problems?.Error(
            "ref-cycle",
            reference.At,
            $"The reference \"{reference.AsString()}\" leads back to itself.",
            "Let one reference of the chain point at a value that is not a reference."
        );

    /// <summary>Reports a reference whose fragment is no JSON pointer.</summary>
    internal static void ReportSyntax(Node reference, Problems? problems) =>
        problems?.Error(
            "ref-syntax",
            reference.At,
            $"The reference \"{reference.AsString()}\" is no JSON pointer; expected \"#\" and then names that each follow a \"/\".",
            "Write \"#/components/…\", with ~1 for a slash and ~0 for a tilde within a name."
        );

    /// <summary>Reports a reference that leads no further than to a node.</summary>
    /// <param name="file">The name of the file that the node is in; null where it is that of the reference.</param>
    internal static void ReportMissing(Node reference, JsonPointer pointer, Node deepest, int steps, Problems problems, string? file = null)
    {
        var missing = pointer.Segments[steps];
        var document = file is null ? "the document" : $"\"{file}\"";
        var holder =
            steps == 0 ? document
            : file is null ? $"\"#{deepest.Pointer}\""
            : $"\"#{deepest.Pointer}\" of {document}";
        var reason = deepest switch
        {
            ObjectNode => $"{holder} has no member \"{missing}\"",
            ArrayNode array => $"{holder} is an array of {array.Items.Count} without an item \"{missing}\"",
            _ => $"{holder} is {deepest.Describe()} and holds nothing",
        };
        var mend =
            problems.MaySuggest && Nearest.To(missing, deepest.Members.Select(member => member.Name)) is { } near
                ? $"Did you mean \"#{JsonPointer.To(deepest).Append(near)}\"?"
                : $"Add what it points at, or point at something that exists below {holder}.";
        problems.Error("ref-not-found", reference.At, $"The reference \"{reference.AsString()}\" points at nothing: {reason}.", mend);
    }
}

/// <summary>The end of a chain of references in a tree: a node that is none, or the reference that leads nowhere.</summary>
internal sealed record Resolution(Node Root, Node End);
