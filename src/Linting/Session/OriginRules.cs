using Conformance.Contracts.OpenApi.Session;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>Marks of origin (<c>x-origin</c>) name what is there, in known words, and do not contradict each other.</summary>
internal static class OriginRules
{
    private const string Mark = "x-origin";

    public static void Check(LintContext context) => Visit(context, context.Root);

    private static void Visit(LintContext context, Node node)
    {
        if (node[Mark] is { } mark)
            CheckMark(context, node, mark);
        foreach (var member in node.Members.Where(m => m.Name != Mark))
        {
            // The value of an example is sent as it stands.
            if (member.Name is "value" && context.Inventory.ShapeOf(node) == ContentObjects.Example)
                ReportSent(context, member.Value);
            else
                Visit(context, member.Value);
        }

        foreach (var item in node.Items)
            Visit(context, item);
    }

    private static void CheckMark(LintContext context, Node holder, Node mark)
    {
        // Within x-session the vocabulary's schema has judged it.
        if (!IsWithinSession(mark) && !XSessionSchema.CheckOrigin(mark, context.Problems))
            return;
        foreach (var (name, at, value) in mark.Members)
        {
            if (holder[name] is not { } marked)
            {
                var near = Nearest.To(name, holder.Members.Select(m => m.Name));
                context.Problems.Warning(
                    "x-origin",
                    at,
                    $"The mark is for \"{name}\", which does not stand beside it.",
                    near is null ? "Leave it out." : $"Did you mean \"{near}\"?"
                );
            }
            else if (marked[Mark] is { } closer && !Node.DeepEquals(closer, value))
            {
                context.Problems.Warning(
                    "x-origin",
                    at,
                    $"The mark says \"{value.AsString()}\" of \"{name}\", whose own mark says {(closer is ScalarNode other ? $"\"{other.Text}\"" : "otherwise")}.",
                    "Keep the one that is right."
                );
            }
        }
    }

    private static bool IsWithinSession(Node node)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
        {
            if (above.Name == "x-session")
                return true;
        }

        return false;
    }

    private static void ReportSent(LintContext context, Node value)
    {
        if (value.AsObject()?.TryGetMember(Mark, out var mark) == true)
        {
            context.Problems.Warning(
                "x-origin",
                mark.NameAt,
                "The mark stands inside an example's value, so it would be sent.",
                "Put it beside \"value\"."
            );
        }

        foreach (var child in value.Members.Select(m => m.Value).Concat(value.Items))
            ReportSent(context, child);
    }
}
