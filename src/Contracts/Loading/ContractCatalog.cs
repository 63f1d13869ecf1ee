using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Contracts.Loading;

/// <summary>The built-in contracts: the folders under <c>specs/</c> that hold a session overlay.</summary>
public sealed class ContractCatalog
{
    /// <summary>Reads the names of the contracts in a folder such as <c>specs/</c>; empty where the folder does not exist.</summary>
    public ContractCatalog(string folder)
    {
        BuiltInFiles.Add(typeof(ContractCatalog).Assembly);
        Sources =
        [
            .. BuiltInFiles
                .In(folder)
                .Where(f => Path.GetFileName(f) == ContractSource.OverlayFile)
                .Select(f => Path.GetDirectoryName(f)!)
                .Where(f => Path.GetDirectoryName(f) == Path.TrimEndingDirectorySeparator(folder))
                .Select(ContractSource.FromFolder)
                .OfType<ContractSource>()
                .OrderBy(s => s.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The contracts in the order of their names.</summary>
    public ImmutableArray<ContractSource> Sources { get; }

    /// <summary>The contract of that name; null where there is none.</summary>
    public ContractSource? Find(string name) => Sources.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
