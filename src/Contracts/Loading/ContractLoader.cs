using System.Collections.Immutable;
using Conformance.Contracts.Bundling;
using Conformance.Contracts.OpenApi;
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
    )
    {
        var merging = new Problems();
        var unread = new Problems();
        var bundle = DocumentSources.Read(source, merging, unread, cancellation);
        var root = Merge(source, bundle?.Root, merging, unread, cancellation);
        var inForce = ImmutableSortedDictionary<string, string>.Empty;
        var read = root is null ? null : Readings.Apply(root, readings, merging, out inForce);
        if (read is not null)
        {
            var dangling = new Problems();
            UnreadReferences.Report(bundle!.Root, read, dangling);
            AddUntold(source, unread, dangling);
        }

        problems.AddAll(
            unread.Where(p => p.Rule != DocumentBundler.Misplaced).Select(p => source.Partial ? p with { Severity = Severity.Warning } : p)
        );
        problems.AddAll(merging);
        if (read is null)
            return null;

        // What else is wrong is told as well, but a document that is not what its author wrote is not served.
        var compiling = new Problems();
        var compilation = new Compilation(source.Name, inForce, [.. FilesOf(source), .. bundle!.Files], source.Partial, samples);
        var contract = DocumentCompiler.Compile(compilation, read, compiling, cancellation);
        AddUntold(source, problems, compiling);
        return merging.HasErrors || unread.HasErrors && !source.Partial ? null : contract;
    }

    /// <summary>Those of the chosen readings that a contract has.</summary>
    public static Dictionary<string, string> ReadingsOf(
        ContractSource source,
        IReadOnlyDictionary<string, string> readings,
        CancellationToken cancellation = default
    )
    {
        var known =
            readings.Count > 0
                ? Merge(source, DocumentSources.Read(source, [], [], cancellation)?.Root, [], [], cancellation)?["x-session"]?[
                    "readings"
                ]?.Members
                    ?? []
                : [];
        return known.Where(k => readings.ContainsKey(k.Name)).ToDictionary(k => k.Name, k => readings[k.Name], StringComparer.Ordinal);
    }

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

    private static ImmutableArray<string> FilesOf(ContractSource source)
    {
        var files = source.Overlays;
        if (source.Document != DocumentReader.StandardInput)
            files = files.Insert(0, source.Document);
        return source.Requirements is { } requirements ? files.Add(requirements) : files;
    }
}
