namespace Conformance.Documents.Paths;

/// <summary>A query that starts at the root (<c>$</c>) or, within a filter, at the node under test (<c>@</c>).</summary>
internal sealed record Query(bool IsRelative, IReadOnlyList<Segment> Segments)
{
    /// <summary>Whether the syntax alone promises at most one node (section 2.3.5.1), which a comparison needs.</summary>
    public bool IsSingular { get; } =
        Segments.All(segment => segment is { IsDescendant: false, Selectors: [NameSelector or IndexSelector] });

    public List<Node> Select(Node current, Node root)
    {
        List<Node> nodes = [IsRelative ? current : root];
        foreach (var segment in Segments)
        {
            var next = new List<Node>();
            foreach (var node in nodes)
                segment.Select(node, root, next);
            nodes = next;
            if (nodes.Count == 0)
                break;
        }

        return nodes;
    }

    /// <summary>Whether it selects anything.</summary>
    public bool Exists(Node current, Node root) => IsSingular ? Single(current, root) is not null : Select(current, root).Count > 0;

    /// <summary>The one node of a singular query, found without building lists; null when there is none.</summary>
    public Node? Single(Node current, Node root)
    {
        var node = IsRelative ? current : root;
        foreach (var segment in Segments)
        {
            var next = segment.Selectors[0] is NameSelector name ? node[name.Name] : ((IndexSelector)segment.Selectors[0]).In(node);
            if (next is null)
                return null;
            node = next;
        }

        return node;
    }
}

/// <summary>A child or descendant segment (section 2.5): its selectors applied one after the other.</summary>
/// <param name="End">Where it ends in the text of the query.</param>
internal sealed record Segment(bool IsDescendant, IReadOnlyList<Selector> Selectors, int End)
{
    public void Select(Node node, Node root, List<Node> selected)
    {
        foreach (var selector in Selectors)
            selector.Select(node, root, selected);
        if (!IsDescendant)
            return;

        // The depth is that of the document, which its reader limits.
        foreach (var member in node.Members)
            Descend(member.Value, root, selected);
        foreach (var item in node.Items)
            Descend(item, root, selected);
    }

    private void Descend(Node node, Node root, List<Node> selected)
    {
        if (node is not ScalarNode)
            Select(node, root, selected);
    }
}
