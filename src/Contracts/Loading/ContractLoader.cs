using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Documents.Overlays;

namespace Conformance.Contracts.Loading;

/// <summary>Reads a contract's files, applies its overlays and readings, and compiles the whole.</summary>
public static class ContractLoader
{
    /// <summary>
    /// Loads a contract. Null where it cannot be served; <paramref name="problems"/> then has at least one error. A contract may come with
    /// errors about parts of it that can be done without.
    /// </summary>
    /// <param name="readings">Chosen readings: name by requirement id.</param>
    public static Contract? Load(ContractSource source, IReadOnlyDictionary<string, string> readings, Problems problems)
    {
        var merging = new Problems();
        var document = ReadDocument(source, merging);
        var root = Merge(source, document, merging);
        if (root is null || Readings.Apply(root, readings, merging, out var inForce) is not { } read)
        {
            problems.AddAll(merging);
            return null;
        }

        UnreadReferences.Report(document!, read, merging);

        // What else is wrong is told as well, but a document that is not what its author wrote is not served.
        problems.AddAll(merging);
        var compiling = new Problems();
        var contract = DocumentCompiler.Compile(source.Name, read, inForce, compiling);
        var told = merging.Select(p => p.At).ToHashSet();
        problems.AddAll(compiling.Where(p => !told.Contains(p.At)));
        return merging.HasErrors ? null : contract;
    }

    /// <summary>Those of the chosen readings that a contract has.</summary>
    public static Dictionary<string, string> ReadingsOf(ContractSource source, IReadOnlyDictionary<string, string> readings)
    {
        var known = readings.Count > 0 ? Merge(source, ReadDocument(source, []), [])?["x-session"]?["readings"]?.Members ?? [] : [];
        return known.Where(k => readings.ContainsKey(k.Name)).ToDictionary(k => k.Name, k => readings[k.Name], StringComparer.Ordinal);
    }

    /// <summary>The OpenAPI document as written; null, with a problem, where it is none.</summary>
    internal static Node? ReadDocument(ContractSource source, Problems problems)
    {
        if (DocumentReader.ReadFile(source.Document, problems) is not { } root)
            return null;
        if (root is ObjectNode)
            return root;
        problems.Error(
            "not-an-object",
            root.At,
            $"The document is {root.Describe()}; expected an OpenAPI document, which is an object.",
            "Check that this is the right file."
        );
        return null;
    }

    /// <summary>The document as OpenAPI 3 with its overlays applied; null, with problems, where one of them is none.</summary>
    internal static Node? Merge(ContractSource source, Node? document, Problems problems)
    {
        var overlays = source.Overlays.Select(path => ReadOverlay(path, problems)).ToList();
        if (document is null || overlays.Any(o => o is null))
            return null;
        var root = SwaggerConverter.Applies(document) ? SwaggerConverter.Convert(document) : document;
        return overlays.Aggregate(root, (merged, overlay) => Overlay.Apply(merged, overlay!, problems));
    }

    private static OverlayDocument? ReadOverlay(string path, Problems problems) =>
        DocumentReader.ReadFile(path, problems) is { } node ? OverlayDocument.Read(node, problems) : null;
}
