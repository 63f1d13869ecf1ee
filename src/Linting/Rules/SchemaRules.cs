using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

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
                if (
                    problem.Keyword == "$ref"
                    && JsonSchemaReferences.PlaceOf(problem, context.Root)?.Parent is { } holder
                    && context.Resolve(holder) is null
                )
                    continue;
                JsonSchemaReferences.Report(problem, schema, context.Problems);
            }
        }
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
}
