using System.Collections.Immutable;
using Conformance.Contracts.Bundling;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Loading;

/// <summary>A contract's files as one document with its overlays applied: each file is read once, whatever number of readings it is compiled under.</summary>
internal sealed class MergedContract
{
    private readonly Bundle? _bundle;
    private readonly Node? _root;
    private readonly Problems _merging = [];
    private readonly Problems _unread = [];

    /// <summary>Reads the files; what is wrong with them is told by whoever compiles.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public MergedContract(ContractSource source, CancellationToken cancellation)
    {
        Source = source;
        _bundle = DocumentSources.Read(source, _merging, _unread, cancellation);
        _root = ContractLoader.Merge(source, _bundle?.Root, _merging, _unread, cancellation);
    }

    /// <summary>What it was read from.</summary>
    public ContractSource Source { get; }

    /// <summary>The files that it was read from, and those that could not be read: paths, and URLs.</summary>
    public ImmutableArray<string> Files => [.. FilesOf(Source), .. _bundle?.Files ?? []];

    /// <summary>Those of the chosen readings that the contract has.</summary>
    public Dictionary<string, string> Having(IReadOnlyDictionary<string, string> readings) =>
        (_root?["x-session"]?["readings"]?.Members ?? [])
            .Where(r => readings.ContainsKey(r.Name))
            .ToDictionary(r => r.Name, r => readings[r.Name], StringComparer.Ordinal);

    /// <summary>Compiles it under some readings; see <see cref="ContractLoader.Load"/>.</summary>
    public Contract? Compile(
        IReadOnlyDictionary<string, string> readings,
        Func<ContractSchemas, ISampleSource>? samples,
        Problems problems,
        CancellationToken cancellation
    )
    {
        var (merging, unread) = (new Problems(), new Problems());
        merging.AddAll(_merging);
        unread.AddAll(_unread);
        var inForce = ImmutableSortedDictionary<string, string>.Empty;
        var read = _root is null ? null : Readings.Apply(_root, readings, merging, out inForce);
        if (read is not null)
        {
            var dangling = new Problems();
            UnreadReferences.Report(_bundle!.Root, read, dangling);
            ContractLoader.AddUntold(Source, unread, dangling);
        }

        problems.AddAll(
            unread.Where(p => p.Rule != DocumentBundler.Misplaced).Select(p => Source.Partial ? p with { Severity = Severity.Warning } : p)
        );
        problems.AddAll(merging);
        if (read is null)
            return null;

        // What else is wrong is told as well, but a document that is not what its author wrote is not served.
        var compiling = new Problems();
        var compilation = new Compilation(Source.Name, inForce, Files, Source.Partial, samples);
        var contract = DocumentCompiler.Compile(compilation, read, compiling, cancellation);
        ContractLoader.AddUntold(Source, problems, compiling);
        return merging.HasErrors || unread.HasErrors && !Source.Partial ? null : contract;
    }

    private static ImmutableArray<string> FilesOf(ContractSource source)
    {
        var files = source.Overlays;
        if (source.Document != DocumentReader.StandardInput)
            files = files.Insert(0, source.Document);
        return source.Requirements is { } requirements ? files.Add(requirements) : files;
    }
}
