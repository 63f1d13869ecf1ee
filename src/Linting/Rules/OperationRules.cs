using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

/// <summary>Names that must be unique are.</summary>
internal static class OperationRules
{
    public static void Check(LintContext context)
    {
        CheckUnique(
            context,
            "duplicate-operation-id",
            "operationId",
            context.Inventory.Of(PathObjects.Operation).Select(o => o["operationId"])
        );
        CheckUnique(context, "duplicate-tag", "tag", context.Root["tags"]?.Items.Select(t => t["name"]) ?? []);
        foreach (var responses in context.Inventory.Of(PathObjects.Operation).Select(o => o["responses"]).OfType<ObjectNode>())
        {
            if (!responses.Members.Any(m => !m.Name.StartsWith("x-", StringComparison.Ordinal)))
            {
                context.Problems.Error(
                    "no-response",
                    responses.At,
                    "\"responses\" is empty; expected at least one response.",
                    "Add the one of a success, such as \"200\"."
                );
            }
        }
    }

    private static void CheckUnique(LintContext context, string rule, string what, IEnumerable<Node?> names)
    {
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var name in names.OfType<ScalarNode>())
        {
            // What is written once may stand at several paths that refer to it.
            if (seen.TryAdd(name.Text, name.At) || seen[name.Text] == name.At)
                continue;
            context.Problems.Error(
                rule,
                name.At,
                $"The {what} \"{name.Text}\" is taken at {seen[name.Text].SeenFrom(name.At)}; expected one of its own.",
                "Rename one of them."
            );
        }
    }
}
