using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Structure;

/// <summary>The references of JSON Schema, which since OpenAPI 3.1 resolve against <c>$id</c> and <c>$anchor</c>: the schema engine knows how.</summary>
internal static class JsonSchemaReferences
{
    /// <summary>Whether the <c>$ref</c> of a schema is for the schema engine to resolve, and no plain pointer into the document.</summary>
    public static bool IsOfJsonSchema(Node holder, SpecVersion version)
    {
        if (version < SpecVersion.V31)
            return false;
        if (References.RefOf(holder)!.AsString() is not ("#" or ['#', '/', ..]))
            return true;
        for (var node = holder; node is not null; node = node.Parent)
        {
            if (node["$id"] is not null)
                return true;
        }

        return false;
    }

    /// <summary>Reports the references that the schema engine does not resolve in a schema and what it leads to.</summary>
    public static void Report(ContractSchemas schemas, Node schema, Problems problems)
    {
        foreach (var problem in schemas.Of(schema).Broken?.Problems ?? [])
        {
            if (problem.Keyword is "$ref" or "$dynamicRef")
                Report(problem, schema, problems);
        }
    }

    /// <summary>The value of the keyword that a problem is about; null where it has no place in the document.</summary>
    public static Node? PlaceOf(JsonSchema.SchemaProblem problem, Node root)
    {
        var hash = problem.SchemaLocation.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? null : JsonPointer.TryParseFragment(problem.SchemaLocation[hash..])?.Descend(root).Node;
    }

    /// <summary>Reports one problem of the schema engine: where it says that it is, else at the schema that was asked for.</summary>
    public static void Report(JsonSchema.SchemaProblem problem, Node schema, Problems problems) =>
        problems.Error(
            "schema",
            problem.At ?? schema.At,
            $"The schema has {Shortened(problem.Found)} where {Shortened(problem.Expected)} is expected.",
            $"{char.ToUpperInvariant(problem.Remedy[0])}{problem.Remedy[1..]}."
        );

    private static string Shortened(string text) => text.Replace("contract:/document", "", StringComparison.Ordinal);
}
