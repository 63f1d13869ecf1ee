using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Finds schemas that lead back to themselves without moving on in the instance. Where every way round has to be taken (references, <c>allOf</c>)
/// the schema comes to no end and is a mistake. Where there is a choice on the way, as when a parent's <c>oneOf</c> names a child whose <c>allOf</c>
/// names the parent, a validation that comes back takes for granted what it is in the middle of finding out.
/// </summary>
internal static class InPlaceCircles
{
    /// <summary>Reports circles without a choice, and tells one node of each other circle to watch for its own return.</summary>
    public static void FindIn(IReadOnlyCollection<CompiledNode> nodes, ICollection<SchemaProblem> problems)
    {
        var before = problems.Count;
        Walk(
            nodes,
            node => node.AlwaysInPlace,
            (from, to) =>
                problems.Add(
                    new SchemaProblem(
                        string.Empty,
                        from.Place.Location,
                        $"a way back to {to.Place.Location}, applied to the same value",
                        "a schema that comes to an end",
                        "let the schema refer to itself only through properties or items"
                    )
                    {
                        At = from.Place.Node.At,
                    }
                )
        );
        if (problems.Count == before)
            Walk(nodes, node => node.InPlace, (_, to) => to.WatchForReturn());
    }

    // Depth first without recursion, because a chain of references may be long: a node is open while the walk is below it.
    private static void Walk(
        IEnumerable<CompiledNode> nodes,
        Func<CompiledNode, IEnumerable<CompiledNode>> next,
        Action<CompiledNode, CompiledNode> onWayBack
    )
    {
        var open = new HashSet<CompiledNode>();
        var done = new HashSet<CompiledNode>();
        var path = new Stack<(CompiledNode Node, IEnumerator<CompiledNode> Next)>();
        foreach (var start in nodes)
        {
            if (!done.Contains(start))
                Push(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    path.Pop();
                    open.Remove(top.Node);
                    done.Add(top.Node);
                }
                else if (open.Contains(top.Next.Current))
                {
                    onWayBack(top.Node, top.Next.Current);
                }
                else if (!done.Contains(top.Next.Current))
                {
                    Push(top.Next.Current);
                }
            }
        }

        void Push(CompiledNode node)
        {
            open.Add(node);
            path.Push((node, next(node).GetEnumerator()));
        }
    }
}
