using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Loading;

/// <summary>The files that make up a contract.</summary>
/// <param name="Name">A short name for commands and paths.</param>
/// <param name="Document">The path or URL of the OpenAPI document, or <c>-</c> for standard input.</param>
/// <param name="Overlays">The paths of overlays, applied in this order.</param>
/// <param name="Requirements">The path of its requirements, or null.</param>
public sealed record ContractSource(string Name, string Document, ImmutableArray<string> Overlays, string? Requirements = null)
{
    /// <summary>The names that the OpenAPI document in a contract's folder may have; the first that is there counts.</summary>
    public static readonly ImmutableArray<string> DocumentFiles = ["openapi.yaml", "openapi.yml", "openapi.json"];

    /// <summary>The name of the overlay in a contract's folder.</summary>
    public const string OverlayFile = "session.overlay.yaml";

    /// <summary>The name of the requirements in a contract's folder.</summary>
    public const string RequirementsFile = "requirements.yaml";

    /// <summary>Whether references may lead to other origins than that of the document.</summary>
    public bool AllowRemoteReferences { get; init; }

    /// <summary>Whether a contract with references that cannot be followed is served all the same, but for the operations that need them.</summary>
    public bool Partial { get; init; }

    /// <summary>Whether a name is that of a document on the web: an http or https URL.</summary>
    public static bool IsUrl(string name) => DocumentUri.IsRemote(name);

    /// <summary>The contract in a folder laid out as those under specs/: <c>openapi.yaml</c> and, where they exist, its overlay and requirements; null where it has no document.</summary>
    public static ContractSource? FromFolder(string folder)
    {
        if (DocumentFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(BuiltInFiles.Exists) is not { } document)
            return null;
        var overlay = Path.Combine(folder, OverlayFile);
        var requirements = Path.Combine(folder, RequirementsFile);
        return new ContractSource(
            Slug(Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))),
            document,
            BuiltInFiles.Exists(overlay) ? [overlay] : [],
            BuiltInFiles.Exists(requirements) ? requirements : null
        );
    }

    /// <summary>The contract of a single document; its name is the file's, or its folder's where the file is called openapi or swagger.</summary>
    public static ContractSource FromFile(string path)
    {
        var name = path == Documents.DocumentReader.StandardInput ? "stdin" : Path.GetFileNameWithoutExtension(path);
        if (name is "openapi" or "swagger" && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } folder)
            name = folder;
        return new ContractSource(Slug(name), path, []);
    }

    /// <summary>The contract of a document on the web; its name is the file's, or its folder's or host's where the file is called openapi or swagger.</summary>
    public static ContractSource FromUrl(string url)
    {
        var uri = new Uri(url);
        var parts = Uri.UnescapeDataString(uri.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length == 0 ? uri.Host : Path.GetFileNameWithoutExtension(parts[^1]);
        if (name is "openapi" or "swagger")
            name = parts.Length > 1 ? parts[^2] : uri.Host;
        return new ContractSource(Slug(name), url, []);
    }

    private static string Slug(string name)
    {
        var slug = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return slug.Length == 0 ? "api" : slug;
    }
}
