using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Finds schemas that lead back to themselves without moving on in the instance, so that no validation with them would end.
/// </summary>
internal static class EndlessReference
{
    public static void FindIn(IEnumerable<SchemaNode> nodes, ICollection<SchemaProblem> problems)
    {
        // A depth-first walk without recursion, because a chain of references may be long: a node is open while the walk is below it.
        var open = new HashSet<SchemaNode>();
        var done = new HashSet<SchemaNode>();
        var path = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Next)>();
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
                    problems.Add(
                        new SchemaProblem(
                            string.Empty,
                            top.Node.Place.Location,
                            $"a way back to {top.Next.Current.Place.Location}, applied to the same value",
                            "a schema that comes to an end",
                            "let the schema refer to itself only through properties or items"
                        )
                    );
                }
                else if (!done.Contains(top.Next.Current))
                {
                    Push(top.Next.Current);
                }
            }
        }

        void Push(SchemaNode node)
        {
            open.Add(node);
            path.Push((node, node.InPlace.GetEnumerator()));
        }
    }
}
