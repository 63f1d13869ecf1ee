using System.Collections.Immutable;
using System.Text;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Inference;

namespace Conformance.Cli.Commands;

/// <summary>A folder with a document and the overlay that was written for it.</summary>
internal sealed record ContractFolder(string Path, ImmutableArray<string> Files)
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Where the user wants it; null where the user did not say.</param>
    /// <exception cref="UsageException">It cannot be written, or something is there already.</exception>
    public static ContractFolder Write(ContractSource source, InferredSession session, string? output, bool force)
    {
        var folder = output ?? Usual(source);
        var overlay = System.IO.Path.Combine(folder, ContractSource.OverlayFile);
        if (File.Exists(overlay) && !force)
            throw new UsageException($"\"{overlay}\" is there already. Write elsewhere with --output, or over it with --force.");
        try
        {
            Directory.CreateDirectory(folder);
            var files = ImmutableArray.CreateBuilder<string>();
            if (Document(source, session, folder, force) is { } document)
                files.Add(document);
            File.WriteAllText(overlay, session.Overlay);
            files.Add(overlay);
            return new ContractFolder(folder, files.ToImmutable());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"\"{folder}\" cannot be written: {exception.Message} Name another folder with --output.", exception);
        }
    }

    /// <summary>The folder of a contract that is whole, a document with its overlay beside it; null where it is none.</summary>
    public static string? Existing(ContractSource source) =>
        IsOwn(source) && Usual(source) is var folder && File.Exists(System.IO.Path.Combine(folder, ContractSource.OverlayFile))
            ? folder
            : null;

    /// <summary>A path as a shell takes it for one word.</summary>
    public static string Quoted(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '\\' or ':')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Usual(ContractSource source) =>
        IsOwn(source)
            ? System.IO.Path.GetDirectoryName(source.Document) is { Length: > 0 } folder
                ? folder
                : "."
            : source.Name;

    private static bool IsOwn(ContractSource source) =>
        !ContractSource.IsUrl(source.Document)
        && source.Document != DocumentReader.StandardInput
        && ContractSource.DocumentFiles.Contains(System.IO.Path.GetFileName(source.Document));

    // A document in one file is copied as it is; what was written in several, or came from elsewhere, is written as one.
    private static string? Document(ContractSource source, InferredSession session, string folder, bool force)
    {
        var isFile = !ContractSource.IsUrl(source.Document) && source.Document != DocumentReader.StandardInput;
        if (
            isFile
            && IsOwn(source)
            && System.IO.Path.GetFullPath(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(source.Document))!)
                == System.IO.Path.GetFullPath(folder)
        )
            return null;
        foreach (var name in ContractSource.DocumentFiles.Select(n => System.IO.Path.Combine(folder, n)).Where(File.Exists))
        {
            if (!force)
                throw new UsageException($"\"{name}\" is there already. Write elsewhere with --output, or over it with --force.");
            File.Delete(name);
        }

        if (!isFile || !session.IsOneFile)
        {
            var whole = System.IO.Path.Combine(folder, ContractSource.DocumentFiles[0]);
            File.WriteAllText(whole, YamlTreeWriter.Write(session.Document), new UTF8Encoding(false));
            return whole;
        }

        var copy = System.IO.Path.Combine(
            folder,
            source.Document.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "openapi.json" : "openapi.yaml"
        );
        File.Copy(source.Document, copy, overwrite: true);
        return copy;
    }
}
