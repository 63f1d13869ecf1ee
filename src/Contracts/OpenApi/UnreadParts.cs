using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Finds the references that could not be followed among all that an operation needs.</summary>
internal sealed class UnreadParts(Node root)
{
    private readonly Lazy<bool> _any = new(() => First(root, null) is not null);

    /// <summary>A sentence about the first one that some parts of the document lead to; null where they lead to none.</summary>
    public string? In(Node part, Node? more = null, IEnumerable<Node>? others = null)
    {
        if (!_any.Value)
            return null;
        var seen = new HashSet<Node>();
        foreach (var node in (IEnumerable<Node>)[part, .. more is null ? [] : new[] { more }, .. others ?? []])
        {
            if (First(node, target => seen.Add(target)) is { } reference)
                return $"This needs \"{reference.AsString()}\", which could not be read ({reference.At}).";
        }

        return null;
    }

    // Depth first, with a stack of its own: references may follow each other in long chains.
    private static Node? First(Node start, Func<Node, bool>? enters)
    {
        var open = new Stack<Node>([start]);
        while (open.TryPop(out var node))
        {
            if (References.RefOf(node) is { } reference)
            {
                var target = References.Resolve(node, node.Root, null);
                if (target is null && reference.AsString() is not (['#', not '/', ..]))
                    return reference;
                if (target is not null && enters?.Invoke(target) == true)
                    open.Push(target);
            }

            foreach (var member in node.Members)
            {
                if (member.Name is not ("example" or "examples") && !member.Name.StartsWith("x-", StringComparison.Ordinal))
                    open.Push(member.Value);
            }

            foreach (var item in node.Items)
                open.Push(item);
        }

        return null;
    }
}
