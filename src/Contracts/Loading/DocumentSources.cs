using Conformance.Contracts.Bundling;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Loading;

/// <summary>Reads the document of a contract with all files that it is written in.</summary>
internal static class DocumentSources
{
    /// <summary>The document as one; null, with problems, where there is none. References that cannot be followed are problems too.</summary>
    /// <param name="unread">Gets the problems of references.</param>
    public static Bundle? Read(ContractSource source, Problems problems, Problems unread, CancellationToken cancellation)
    {
        using var remote = Remote(source);
        if (ReadRoot(source, remote, problems, cancellation) is not (var root, var at))
            return null;
        if (root is ObjectNode)
            return Bundle(source, root, at, remote, unread, cancellation);
        problems.Error(
            "not-an-object",
            root.At,
            $"The document is {root.Describe()}; expected an OpenAPI document, which is an object.",
            "Check that this is the right file."
        );
        return null;
    }

    /// <summary>Follows the references that overlays brought into a document; relative ones are relative to the document's own file.</summary>
    public static Node FollowAgain(ContractSource source, Node merged, Problems unread, CancellationToken cancellation)
    {
        using var remote = Remote(source);
        var at = ContractSource.IsUrl(source.Document) ? DocumentUri.Bare(new Uri(source.Document)) : DocumentUri.OfPath(source.Document);
        return Bundle(source, merged, at, remote, unread, cancellation).Root;
    }

    private static Bundle Bundle(
        ContractSource source,
        Node root,
        Uri at,
        HttpSource remote,
        Problems unread,
        CancellationToken cancellation
    )
    {
        var version = SwaggerConverter.Applies(root) ? SpecVersion.V20 : DocumentCompiler.VersionOf(root, []);
        if (version is not { } known || !ForeignReferences.AreIn(root))
            return new Bundle(root, [], []);
        var options = new SetOptions(
            new LocalSource(),
            remote,
            SetLimits.Default,
            source.AllowRemoteReferences,
            HasIdentifiers: known >= SpecVersion.V31,
            HasSelf: known >= SpecVersion.V32
        );
        return DocumentBundler.Bundle(root, at, known, options, unread, cancellation);
    }

    private static (Node Root, Uri At)? ReadRoot(
        ContractSource source,
        HttpSource remote,
        Problems problems,
        CancellationToken cancellation
    )
    {
        if (!ContractSource.IsUrl(source.Document))
            return DocumentReader.ReadFile(source.Document, problems) is { } local ? (local, DocumentUri.OfPath(source.Document)) : null;
        var url = DocumentUri.Bare(new Uri(source.Document));
        var fetched = remote.Fetch(url, ReadLimits.Default.MaxBytes, cancellation);
        if (fetched.Failure is { } failure)
        {
            problems.Error("url-unread", new Location(DocumentUri.NameOf(url), 1, 1), failure.Message, failure.Mend);
            return null;
        }

        return DocumentReader.Read(DocumentUri.NameOf(fetched.At), fetched.Bytes, problems) is { } root ? (root, fetched.At) : null;
    }

    private static HttpSource Remote(ContractSource source) =>
        new(ContractSource.IsUrl(source.Document) ? new Uri(source.Document) : null, SetLimits.Default);
}
