using System.Collections.Immutable;
using Conformance.Contracts.Bundling;
using Conformance.Contracts.Loading;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Requirements;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Linting.Examples;
using Conformance.Linting.Rules;
using Conformance.Linting.Session;

namespace Conformance.Linting;

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
        SampleRules.Check,
        OriginRules.Check,
    ];

    // What can never happen must not happen under any reading.
    private static readonly Action<LintContext>[] RulesOfAllReadings =
    [
        TokenRules.Check,
        TokenTextRules.Check,
        LifetimeRules.Check,
        PlaceRules.Check,
        AlternativeRules.Check,
        RefusalRules.Check,
        VariantRules.Check,
        OutcomeRules.Check,
    ];

    /// <summary>Adds every problem of a contract's files: of its document, overlays, <c>x-session</c> and requirements.</summary>
    /// <param name="readings">Chosen readings: name by requirement id.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static void Lint(
        ContractSource source,
        IReadOnlyDictionary<string, string> readings,
        Problems problems,
        CancellationToken cancellation = default
    )
    {
        // References that cannot be followed are found while the document is read; the rules would tell them once more.
        var found = new Problems();
        if (DocumentSources.Read(source, problems, problems, cancellation) is not { } bundle)
            ContractLoader.Merge(source, null, problems, problems, cancellation);
        else if (SwaggerConverter.Applies(bundle.Root))
            LintSwagger(source, bundle, readings, found, cancellation);
        else if (ContractLoader.Merge(source, bundle.Root, problems, problems, cancellation) is { } merged)
            LintMerged(source, merged, readings, null, found, cancellation);
        ContractLoader.AddUntold(source, problems, found);
    }

    // What is wrong in the document as it is written is told in its own words; a mistake at the same place of the converted one is the same.
    private static void LintSwagger(
        ContractSource source,
        Bundle bundle,
        IReadOnlyDictionary<string, string> readings,
        Problems problems,
        CancellationToken cancellation
    )
    {
        var document = bundle.Root;
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
        if (ContractLoader.Merge(source, document, converted, converted, cancellation) is { } merged)
            LintMerged(source, merged, readings, bundle.Names.Add(document.At.File), converted, cancellation);

        var told = problems.Select(p => p.At).ToHashSet();
        problems.AddAll(converted.Where(p => !told.Contains(p.At)));
    }

    // What a conversion wrote is not held against the tables; what overlays added to it is.
    private static void LintMerged(
        ContractSource source,
        Node merged,
        IReadOnlyDictionary<string, string> readings,
        ImmutableHashSet<string>? convertedFiles,
        Problems problems,
        CancellationToken cancellation
    )
    {
        var root = Readings.Apply(merged, readings, problems, out var inForce) ?? merged;
        var contract = DocumentCompiler.Compile(
            new Compilation(source.Name, inForce, [], Partial: false, Samples: null),
            root,
            problems,
            cancellation
        );
        if (DocumentCompiler.VersionOf(root, problems) is { } version)
        {
            var structure = new Problems();
            var inventory = StructureWalker.Walk(root, version, structure);
            problems.AddAll(structure.Where(p => convertedFiles?.Contains(p.At.File) != true));
            var schemas = contract?.Schemas ?? new ContractSchemas(root, ContractSchemas.DialectOf(root, version));
            var context = new LintContext(root, version, inventory, contract, schemas, problems);
            if (!SchemaChains.Check(root, []))
                return;
            foreach (var check in Rules)
            {
                cancellation.ThrowIfCancellationRequested();
                check(context);
            }

            LintReadings(context, source.Name, merged, readings, cancellation);
        }

        RequirementSet.Load(source, root, problems);
    }

    // Every reading that was not chosen is compiled as well, so that a mistake in it is found before someone chooses it.
    private static void LintReadings(
        LintContext context,
        string name,
        Node merged,
        IReadOnlyDictionary<string, string> chosen,
        CancellationToken cancellation
    )
    {
        var found = Found(context);
        foreach (var (id, _, reading) in merged["x-session"]?["readings"]?.Members ?? [])
        {
            foreach (var choice in reading["choices"]?.Members ?? [])
            {
                var other = new Dictionary<string, string>(chosen, StringComparer.Ordinal) { [id] = choice.Name };
                if (Readings.Apply(merged, other, context.Problems, out var inForce) is not { } root)
                    continue;
                var compilation = new Compilation(name, inForce, [], Partial: false, Samples: null);
                var contract = DocumentCompiler.Compile(compilation, root, context.Problems, cancellation);
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
