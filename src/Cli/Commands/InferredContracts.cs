using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Inference;
using Conformance.Samples;

namespace Conformance.Cli.Commands;

/// <summary>Contracts to serve, with what <c>conform init</c> finds where a document says nothing of its session.</summary>
internal static class InferredContracts
{
    private const string TemporaryFolder = "conform-init-";

    /// <summary>Loads the contracts. Without <paramref name="init"/> it tells what would be found; with it, it serves with that.</summary>
    /// <exception cref="UsageException">One of them cannot be served.</exception>
    public static ImmutableArray<Contract> Load(ContractArguments arguments, ParseResult parsed, bool init, CancellationToken cancellation)
    {
        var sources = arguments.Sources(parsed);
        var contracts = arguments.Load(sources, parsed, cancellation);
        var silent = sources.Zip(contracts).Where(c => IsSilent(c.First, c.Second)).ToList();
        if (silent.Count == 0)
            return contracts;
        var written = new List<string>();
        try
        {
            var replaced = sources;
            foreach (var (source, _) in silent)
            {
                var session = DocumentInference.Infer(source, RoleChoices.None, [], cancellation);
                if (session?.Overlay is not { } overlay)
                    continue;
                var found = string.Join(", ", session.Roles.Select(r => $"{r.Role.ToString().ToLowerInvariant()} {r.Operation}"));
                Console.Error.WriteLine(
                    init
                        ? $"conform: {source.Name} says nothing of its session; it is served with {found}."
                        : $"conform: {source.Name} says nothing of its session, so nobody is logged out there. \"--init\" serves it with {found}; \"conform init\" writes that down."
                );
                if (!init)
                    continue;
                var path = Write(overlay);
                written.Add(path);
                replaced = replaced.Replace(source, source with { Overlays = source.Overlays.Add(path) });
            }

            return written.Count == 0 ? contracts : arguments.Load(replaced, parsed, cancellation);
        }
        finally
        {
            foreach (var path in written)
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    /// <summary>Compiles one contract that was loaded before and has changed; null, with errors, where it cannot be served.</summary>
    public static Contract? Compile(
        MergedContract files,
        IReadOnlyDictionary<string, string> readings,
        bool init,
        Problems problems,
        CancellationToken cancellation
    )
    {
        var contract = files.Compile(readings, SampleSource.Of, problems, cancellation);
        if (
            !init
            || contract is null
            || !IsSilent(files.Source, contract)
            || DocumentInference.Infer(files.Source, RoleChoices.None, [], cancellation)?.Overlay is not { } overlay
        )
            return contract;
        var path = Write(overlay);
        try
        {
            var source = files.Source with { Overlays = files.Source.Overlays.Add(path) };
            return new MergedContract(source, cancellation).Compile(readings, SampleSource.Of, problems, cancellation);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    /// <summary>Whether a file of a contract is what was found here, and no file of the user's.</summary>
    public static bool IsFound(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path))?.StartsWith(TemporaryFolder, StringComparison.Ordinal) == true;

    private static bool IsSilent(ContractSource source, Contract contract) =>
        contract.Session is null && source.Document != DocumentReader.StandardInput;

    private static string Write(string overlay)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory(TemporaryFolder).FullName, ContractSource.OverlayFile);
        File.WriteAllText(path, overlay);
        return path;
    }
}
