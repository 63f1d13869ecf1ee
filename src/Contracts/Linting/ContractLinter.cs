using Conformance.Contracts.Linting.Examples;
using Conformance.Contracts.Linting.Rules;
using Conformance.Contracts.Linting.Session;
using Conformance.Contracts.Linting.Structure;
using Conformance.Contracts.Loading;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Requirements;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Documents.Overlays;

namespace Conformance.Contracts.Linting;

/// <summary>Finds the mistakes in a contract, those too that serving it would never meet.</summary>
public static class ContractLinter
{
    private static readonly Action<LintContext>[] Rules =
    [
        ReferenceRules.Check,
        SchemaRules.Check,
        PathRules.Check,
        ParameterRules.Check,
        OperationRules.Check,
        SecurityRules.Check,
        ServerRules.Check,
        ExampleRules.Check,
        OriginRules.Check,
    ];

    // What can never happen must not happen under any reading.
    private static readonly Action<LintContext>[] RulesOfAllReadings = [TokenRules.Check, AlternativeRules.Check, RefusalRules.Check];

    /// <summary>Adds every problem of a contract's files: of its document, overlays, <c>x-session</c> and requirements.</summary>
    /// <param name="readings">Chosen readings: name by requirement id.</param>
    public static void Lint(ContractSource source, IReadOnlyDictionary<string, string> readings, Problems problems)
    {
        var document = ContractLoader.ReadDocument(source, problems);
        if (document is not null && SwaggerConverter.Applies(document))
        {
            LintSwagger(source, document, readings, problems);
            return;
        }

        if (ContractLoader.Merge(source, document, problems) is { } merged)
            LintMerged(source, merged, readings, null, problems);
    }

    // What is wrong in the document as it is written is told in its own words; a mistake at the same place of the converted one is the same.
    private static void LintSwagger(ContractSource source, Node document, IReadOnlyDictionary<string, string> readings, Problems problems)
    {
        var inventory = StructureWalker.Walk(document, SpecVersion.V20, problems);
        ReferenceRules.Check(
            new LintContext(
                document,
                SpecVersion.V20,
                inventory,
                null,
                new ContractSchemas(document, ContractSchemas.DialectOf(document, SpecVersion.V20)),
                problems
            )
        );
        var converted = new Problems();
        if (ContractLoader.Merge(source, document, converted) is { } merged)
        {
            LintMerged(source, merged, readings, document.At.File, converted);
        }

        var told = problems.Select(p => p.At).ToHashSet();
        problems.AddAll(converted.Where(p => !told.Contains(p.At)));
    }

    // What a conversion wrote is not held against the tables; what overlays added to it is.
    private static void LintMerged(
        ContractSource source,
        Node merged,
        IReadOnlyDictionary<string, string> readings,
        string? convertedFile,
        Problems problems
    )
    {
        var root = Readings.Apply(merged, readings, problems, out var inForce) ?? merged;
        var contract = DocumentCompiler.Compile(source.Name, root, inForce, problems);
        if (DocumentCompiler.VersionOf(root, problems) is { } version)
        {
            var structure = new Problems();
            var inventory = StructureWalker.Walk(root, version, structure);
            problems.AddAll(structure.Where(p => p.At.File != convertedFile));
            var schemas = contract?.Schemas ?? new ContractSchemas(root, ContractSchemas.DialectOf(root, version));
            var context = new LintContext(root, version, inventory, contract, schemas, problems);
            foreach (var check in Rules)
                check(context);
            LintReadings(context, source.Name, merged, readings);
        }

        RequirementSet.Load(source, root, problems);
    }

    // Every reading that was not chosen is compiled as well, so that a mistake in it is found before someone chooses it.
    private static void LintReadings(LintContext context, string name, Node merged, IReadOnlyDictionary<string, string> chosen)
    {
        var found = Found(context);
        foreach (var (id, _, reading) in merged["x-session"]?["readings"]?.Members ?? [])
        {
            foreach (var choice in reading["choices"]?.Members ?? [])
            {
                var other = new Dictionary<string, string>(chosen, StringComparer.Ordinal) { [id] = choice.Name };
                if (Readings.Apply(merged, other, context.Problems, out var inForce) is not { } root)
                    continue;
                var contract = DocumentCompiler.Compile(name, root, inForce, context.Problems);
                found.IntersectWith(Found(context with { Root = root, Contract = contract }));
            }
        }

        context.Problems.AddAll(found);
    }

    private static HashSet<Problem> Found(LintContext context)
    {
        var problems = new Problems();
        foreach (var check in RulesOfAllReadings)
            check(context with { Problems = problems });
        return [.. problems];
    }
}
