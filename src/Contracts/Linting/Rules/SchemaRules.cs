using Conformance.Contracts.Linting.Structure;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Linting.Rules;

/// <summary>Every schema can be compiled, in unused components too.</summary>
internal static class SchemaRules
{
    public static void Check(LintContext context)
    {
        foreach (var schema in context.Inventory.Schemas.Where(s => !LiesInSchema(context.Inventory, s)))
        {
            foreach (var problem in context.Schemas.Of(schema).Broken?.Problems ?? [])
            {
                // A reference that dangles is reported as such.
                if (problem.Keyword == "$ref" && Holder(context, problem) is { } holder && context.Resolve(holder) is null)
                    continue;
                context.Problems.Error(
                    "schema",
                    problem.At ?? schema.At,
                    $"The schema has {Shortened(problem.Found)} where {Shortened(problem.Expected)} is expected.",
                    $"{char.ToUpperInvariant(problem.Remedy[0])}{problem.Remedy[1..]}."
                );
            }
        }
    }

    private static Node? Holder(LintContext context, SchemaProblem problem)
    {
        var hash = problem.SchemaLocation.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? null : JsonPointer.TryParseFragment(problem.SchemaLocation[hash..])?.Descend(context.Root).Node.Parent;
    }

    // Schemas are compiled with all that lies within them.
    private static bool LiesInSchema(Inventory inventory, Node schema)
    {
        for (var above = schema.Parent; above is not null; above = above.Parent)
        {
            if (inventory.ShapeOf(above) is { } shape)
                return shape is SchemaShape;
        }

        return false;
    }

    private static string Shortened(string text) => text.Replace("contract:/document", "", StringComparison.Ordinal);
}
