using System.Collections.Immutable;

namespace Conformance.Contracts.Loading;

/// <summary>The files that make up a contract.</summary>
/// <param name="Name">A short name for commands and paths.</param>
/// <param name="Document">The path of the OpenAPI document, or <c>-</c> for standard input.</param>
/// <param name="Overlays">The paths of overlays, applied in this order.</param>
/// <param name="Requirements">The path of its requirements, or null.</param>
public sealed record ContractSource(string Name, string Document, ImmutableArray<string> Overlays, string? Requirements = null)
{
    /// <summary>The name of the OpenAPI document in a contract's folder.</summary>
    public const string DocumentFile = "openapi.yaml";

    /// <summary>The name of the overlay in a contract's folder.</summary>
    public const string OverlayFile = "session.overlay.yaml";

    /// <summary>The name of the requirements in a contract's folder.</summary>
    public const string RequirementsFile = "requirements.yaml";

    /// <summary>The contract in a folder laid out as those under specs/: <c>openapi.yaml</c> and, where they exist, its overlay and requirements; null where it has no document.</summary>
    public static ContractSource? FromFolder(string folder)
    {
        var document = Path.Combine(folder, DocumentFile);
        if (!File.Exists(document))
            return null;
        var overlay = Path.Combine(folder, OverlayFile);
        var requirements = Path.Combine(folder, RequirementsFile);
        return new ContractSource(
            Slug(Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))),
            document,
            File.Exists(overlay) ? [overlay] : [],
            File.Exists(requirements) ? requirements : null
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

    private static string Slug(string name)
    {
        var slug = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return slug.Length == 0 ? "api" : slug;
    }
}
