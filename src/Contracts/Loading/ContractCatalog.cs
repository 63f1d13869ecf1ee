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

    /// <summary>What a user names: a built-in contract, an OpenAPI document by its path or URL, a folder with one, or <c>-</c> for standard input.</summary>
    /// <param name="why">Why it means nothing, and what would do; null where it means something.</param>
    public ContractSource? Resolve(string name, out string? why)
    {
        var found =
            name != DocumentReader.StandardInput && !name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? Find(name)
                : null;
        if (found is null && ContractSource.IsUrl(name))
            found = Uri.TryCreate(name, UriKind.Absolute, out _) ? ContractSource.FromUrl(name) : null;
        else if (found is null && Directory.Exists(name))
            found = ContractSource.FromFolder(name);
        else if (found is null && (File.Exists(name) || name == DocumentReader.StandardInput))
            found = ContractSource.FromFile(name);
        why = found is null ? WhyNot(name) : null;
        return found;
    }

    private string WhyNot(string name)
    {
        if (ContractSource.IsUrl(name))
            return $"\"{name}\" is no URL. Write for example https://api.example.com/openapi.json.";
        if (Directory.Exists(name))
            return $"The folder \"{name}\" has no {string.Join(" or ", ContractSource.DocumentFiles)}. Name the OpenAPI document itself.";
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || Path.HasExtension(name))
            return $"There is no file \"{name}\". Check the path; it is looked up from {Directory.GetCurrentDirectory()}.";
        var known = Sources.Select(s => s.Name).ToList();
        var near = Nearest.To(name, known);
        return $"\"{name}\" is neither a contract nor a file. {(near is null ? "" : $"Did you mean \"{near}\"? ")}The built-in contracts are {string.Join(", ", known)}.";
    }
}
