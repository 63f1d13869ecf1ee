namespace Conformance.Documents.Paths;

/// <summary>Selects among the children of a node (section 2.3).</summary>
internal abstract record Selector
{
    public abstract void Select(Node node, Node root, List<Node> selected);
}

/// <summary>Section 2.3.1: <c>.name</c>, <c>['name']</c>.</summary>
internal sealed record NameSelector(string Name) : Selector
{
    public override void Select(Node node, Node root, List<Node> selected)
    {
        if (node[Name] is { } value)
            selected.Add(value);
    }
}

/// <summary>Section 2.3.2: <c>.*</c>, <c>[*]</c>.</summary>
internal sealed record WildcardSelector : Selector
{
    public override void Select(Node node, Node root, List<Node> selected)
    {
        foreach (var member in node.Members)
            selected.Add(member.Value);
        foreach (var item in node.Items)
            selected.Add(item);
    }
}

/// <summary>Section 2.3.3: <c>[3]</c>, <c>[-1]</c>.</summary>
internal sealed record IndexSelector(long Index) : Selector
{
    public override void Select(Node node, Node root, List<Node> selected)
    {
        if (In(node) is { } item)
            selected.Add(item);
    }

    public Node? In(Node node)
    {
        var index = Index < 0 ? Index + node.Items.Count : Index;
        return index >= 0 && index < node.Items.Count ? node.Items[(int)index] : null;
    }
}

/// <summary>Section 2.3.4: <c>[start:end:step]</c>.</summary>
internal sealed record SliceSelector(long? Start, long? End, long Step) : Selector
{
    public override void Select(Node node, Node root, List<Node> selected)
    {
        var items = node.Items;
        if (Step == 0 || items.Count == 0)
            return;

        if (Step > 0)
        {
            var lower = Math.Clamp(FromFront(Start ?? 0, items.Count), 0, items.Count);
            var upper = Math.Clamp(FromFront(End ?? items.Count, items.Count), 0, items.Count);
            for (var i = lower; i < upper; i += Step)
                selected.Add(items[(int)i]);
        }
        else
        {
            var upper = Math.Clamp(FromFront(Start ?? items.Count - 1, items.Count), -1, items.Count - 1);
            var lower = End is { } end ? Math.Clamp(FromFront(end, items.Count), -1, items.Count - 1) : -1;
            for (var i = upper; i > lower; i += Step)
                selected.Add(items[(int)i]);
        }
    }

    private static long FromFront(long index, int count) => index < 0 ? index + count : index;
}

/// <summary>Section 2.3.5: <c>[?condition]</c>.</summary>
internal sealed record FilterSelector(Condition Condition) : Selector
{
    public override void Select(Node node, Node root, List<Node> selected)
    {
        foreach (var member in node.Members)
        {
            if (Condition.Holds(member.Value, root))
                selected.Add(member.Value);
        }

        foreach (var item in node.Items)
        {
            if (Condition.Holds(item, root))
                selected.Add(item);
        }
    }
}
