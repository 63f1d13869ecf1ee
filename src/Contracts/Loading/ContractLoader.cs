using Conformance.Contracts.Bundling;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Documents.Overlays;

namespace Conformance.Contracts.Loading;

/// <summary>Reads a contract's files, makes one document of them, applies its overlays and readings, and compiles the whole.</summary>
public static class ContractLoader
{
    /// <summary>
    /// Loads a contract. Null where it cannot be served; <paramref name="problems"/> then has at least one error. A contract may come with
    /// errors about parts of it that can be done without.
    /// </summary>
    /// <param name="readings">Chosen readings: name by requirement id.</param>
    /// <param name="samples">
    /// Makes the source of values for what has a schema and no example: <c>SampleSource.Of</c> of <c>Conformance.Samples</c>. Null where the contract is
    /// read and not served; such bodies are empty then.
    /// </param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Contract? Load(
        ContractSource source,
        IReadOnlyDictionary<string, string> readings,
        Func<ContractSchemas, ISampleSource>? samples,
        Problems problems,
        CancellationToken cancellation = default
    ) => new MergedContract(source, cancellation).Compile(readings, samples, problems, cancellation);

    /// <summary>The document as OpenAPI 3 with its overlays applied; null, with problems, where one of them is none.</summary>
    /// <param name="document">The document as one; overlays reach whatever it was written in.</param>
    internal static Node? Merge(ContractSource source, Node? document, Problems problems, Problems unread, CancellationToken cancellation)
    {
        var files = source.Overlays.Select(path => DocumentReader.ReadFile(path, problems)).ToList();
        var overlays = files.Select(file => file is null ? null : OverlayDocument.Read(file, problems)).ToList();
        if (document is null || overlays.Any(o => o is null))
            return null;
        var root = SwaggerConverter.Applies(document) ? SwaggerConverter.Convert(document) : document;
        var merged = overlays.Aggregate(root, (into, overlay) => Overlay.Apply(into, overlay!, problems));
        return files.Any(file => ForeignReferences.AreIn(file!))
            ? DocumentSources.FollowAgain(source, merged, unread, cancellation)
            : merged;
    }

    /// <summary>
    /// Adds problems but for those at a place that is told already, and those of references that lead out of the document's files: they are told while those
    /// are read.
    /// </summary>
    internal static void AddUntold(ContractSource source, Problems problems, Problems more)
    {
        var told = problems.Select(p => p.At).ToHashSet();
        problems.AddAll(more.Where(p => !told.Contains(p.At) && (p.Rule != References.NotLocal || source.Overlays.Contains(p.At.File))));
    }
}
