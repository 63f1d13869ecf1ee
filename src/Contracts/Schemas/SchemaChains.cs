using Conformance.Documents;

namespace Conformance.Contracts.Schemas;

/// <summary>
/// Refuses schemas that apply one another to the same value in a row too long to be meant: who judges a value by them needs a stack as deep.
/// </summary>
internal static class SchemaChains
{
    /// <summary>How many schemas may follow each other by <c>$ref</c>, <c>allOf</c> and the like: the schema engine judges 1,500. Honest documents stay below thirty.</summary>
    private const int Longest = 1_400;

    // What is nothing but a reference costs the engine no level, yet time and memory.
    private const int ReferencesPerSchema = 3;

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] Singles = ["not", "if", "then", "else"];

    /// <summary>Whether all chains are short enough; the first one that is not is told.</summary>
    public static bool Check(Node root, Problems problems)
    {
        var lengths = new Dictionary<Node, int>();
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            if (Next(node, root).Any() && !lengths.ContainsKey(node) && IsTooLong(node, root, lengths))
            {
                problems.Error(
                    "schema-chain",
                    node.At,
                    $"Too many parts of the document follow each other from here by \"$ref\", \"allOf\" and the like, before one ends the row; expected at most {Longest:N0}.",
                    "Refer to the last of them directly."
                );
                return false;
            }

            foreach (var member in node.Members)
            {
                if (member.Value is not ScalarNode)
                    open.Push(member.Value);
            }

            foreach (var item in node.Items)
            {
                if (item is not ScalarNode)
                    open.Push(item);
            }
        }

        return true;
    }

    // Depth first, with a stack of its own. A way back to a schema that is open is a circle, which the schema engine reports.
    private static bool IsTooLong(Node start, Node root, Dictionary<Node, int> lengths)
    {
        var path = new Stack<(Node Node, IEnumerator<Node> Next)>();
        lengths[start] = 0;
        path.Push((start, Next(start, root).GetEnumerator()));
        while (path.TryPeek(out var top))
        {
            if (top.Next.MoveNext())
            {
                var next = top.Next.Current;
                if (lengths.TryGetValue(next, out var known))
                    lengths[top.Node] = Math.Max(lengths[top.Node], known + CostOf(top.Node));
                else
                {
                    lengths[next] = 0;
                    path.Push((next, Next(next, root).GetEnumerator()));
                }
            }
            else
            {
                path.Pop();
                if (path.TryPeek(out var above))
                    lengths[above.Node] = Math.Max(lengths[above.Node], lengths[top.Node] + CostOf(above.Node));
            }

            if (lengths[top.Node] > Longest * ReferencesPerSchema)
                return true;
        }

        return false;
    }

    private static int CostOf(Node schema) => schema.Members.Count == 1 && References.RefOf(schema) is not null ? 1 : ReferencesPerSchema;

    private static IEnumerable<Node> Next(Node schema, Node root)
    {
        if (schema is not ObjectNode)
            yield break;
        if (References.RefOf(schema)?.AsString() is ['#', ..] text && JsonPointer.TryParseFragment(text)?.Resolve(root) is { } target)
            yield return target;
        foreach (var keyword in Lists)
        {
            foreach (var part in schema[keyword]?.Items ?? [])
                yield return part;
        }

        foreach (var keyword in Singles)
        {
            if (schema[keyword] is ObjectNode part)
                yield return part;
        }
    }
}
