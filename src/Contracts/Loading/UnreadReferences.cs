using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Contracts.Swagger;
using Conformance.Documents;

namespace Conformance.Contracts.Loading;

/// <summary>
/// Finds the references whose target was not read: they point out of the document, or at nothing. What they stand for would be served as if it were not
/// there. Extensions, the values of examples, and texts hold no references.
/// </summary>
internal static class UnreadReferences
{
    /// <summary>Reports every one as an error at its place.</summary>
    /// <param name="written">The document as its author wrote it, whose words are used where it was converted.</param>
    /// <param name="root">The document with its overlays and readings applied, as OpenAPI 3.</param>
    public static void Report(Node written, Node root, Problems problems)
    {
        if (SwaggerConverter.Applies(written))
            Report(written, SpecVersion.V20, problems);
        if (DocumentCompiler.VersionOf(root, []) is not { } version)
            return;
        var told = problems.Select(p => p.At).ToHashSet();
        var found = new Problems();
        Report(root, version, found);
        problems.AddAll(found.Where(p => !told.Contains(p.At)));
    }

    private static void Report(Node root, SpecVersion version, Problems problems)
    {
        var inventory = StructureWalker.Walk(root, version, []);
        var schemas = new Lazy<ContractSchemas>(() => new ContractSchemas(root, ContractSchemas.DialectOf(root, version)));
        foreach (var (holder, expected) in inventory.References)
        {
            if (expected is SchemaShape && JsonSchemaReferences.IsOfJsonSchema(holder, version))
                JsonSchemaReferences.Report(schemas.Value, holder, problems);
            else
                References.Resolve(holder, root, problems);
        }

        foreach (var holder in inventory.MisplacedReferences)
            References.Resolve(holder, root, problems);
    }
}
