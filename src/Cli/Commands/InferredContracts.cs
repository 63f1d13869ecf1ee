using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Inference;

namespace Conformance.Cli.Commands;

/// <summary>Contracts to serve, with what <c>conform init</c> finds where a document says nothing of its session.</summary>
internal static class InferredContracts
{
    /// <summary>Loads the contracts. Without <paramref name="init"/> it tells what would be found; with it, it serves with that.</summary>
    /// <exception cref="UsageException">One of them cannot be served.</exception>
    public static ImmutableArray<Contract> Load(ContractArguments arguments, ParseResult parsed, bool init, CancellationToken cancellation)
    {
        var sources = arguments.Sources(parsed);
        var contracts = arguments.Load(sources, parsed, cancellation);
        var silent = sources
            .Zip(contracts)
            .Where(c => c.Second.Session is null && c.First.Document != DocumentReader.StandardInput)
            .ToList();
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
                var path = Path.Combine(Directory.CreateTempSubdirectory("conform-init-").FullName, ContractSource.OverlayFile);
                File.WriteAllText(path, overlay);
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
}
