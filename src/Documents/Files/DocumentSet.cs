namespace Conformance.Documents.Files;

/// <summary>
/// The files of one document. Each is read once, when a reference first leads to it, and its tree stays as it is written. What a file may name is decided
/// here: a file of this machine may name others of this machine; a document that was read over HTTP may name its own origin; other origins are for those
/// who allow them.
/// </summary>
internal sealed class DocumentSet
{
    private readonly Dictionary<string, SourceDocument?> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FetchFailure> _failures = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private readonly SetOptions _options;
    private readonly Problems _problems;
    private readonly CancellationToken _cancellation;
    private long _bytes;

    /// <param name="root">The first file, already read.</param>
    /// <param name="at">Where it was found.</param>
    /// <param name="problems">Gets what is wrong within files.</param>
    public DocumentSet(Node root, Uri at, SetOptions options, Problems problems, CancellationToken cancellation)
    {
        (_options, _problems, _cancellation) = (options, problems, cancellation);
        Root = Keep(new SourceDocument(at, root.At.File, root, BaseOf(root, at), 0));
        _documents[DocumentUri.Key(at)] = Root;
    }

    /// <summary>The first file.</summary>
    public SourceDocument Root { get; }

    /// <summary>What schemas of the files read so far call themselves.</summary>
    public Identifiers Identifiers { get; } = new();

    /// <summary>The other files in the order read: paths, or URLs.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>How messages name the other documents.</summary>
    public IEnumerable<string> Names => _documents.Values.OfType<SourceDocument>().Where(d => d != Root).Select(d => d.Name);

    /// <summary>The document of that URI, where it has been read already.</summary>
    public SourceDocument? Known(Uri uri) => _documents.GetValueOrDefault(DocumentUri.Key(uri));

    /// <summary>Whether a document may be read at all; null where it may, else why not.</summary>
    public FetchFailure? Objection(Uri uri, SourceDocument from)
    {
        if (uri.IsFile)
        {
            if (!from.Uri.IsFile)
                return new("A document that was read over HTTP may not name a file of this machine.", "Name a URL of its own origin.");
            return uri.Host is "" or "localhost" ? null : new($"The file is on the host \"{uri.Host}\".", "Name a file of this machine.");
        }

        if (!DocumentUri.IsRemote(uri))
            return new($"The scheme \"{uri.Scheme}\" names nothing that can be read.", "Name a file, or an http or https URL.");
        if (_options.AllowRemote || DocumentUri.IsRemote(Root.Uri) && DocumentUri.SameOrigin(uri, Root.Uri))
            return null;
        return new(
            $"{uri.GetLeftPart(UriPartial.Authority)} is another origin than that of the document.",
            "Allow it with --allow-remote-refs, or save the file beside the document and name it by its path."
        );
    }

    /// <summary>Reads a document, or gives the one that was read before; null, with a reason, where it cannot be had.</summary>
    public SourceDocument? Load(Uri uri, SourceDocument from, out FetchFailure? failure)
    {
        _cancellation.ThrowIfCancellationRequested();
        failure = Objection(uri, from);
        if (failure is not null)
            return null;
        var key = DocumentUri.Key(uri);
        if (_documents.TryGetValue(key, out var known))
        {
            failure = _failures.GetValueOrDefault(key);
            return known;
        }

        var document = Read(uri, from, out failure);
        if (failure is not null)
            _failures[key] = failure;
        return _documents[key] = document;
    }

    /// <summary>The bytes of a file that is no document, such as an external example; null, with a reason, where they cannot be had.</summary>
    public Fetched? LoadBytes(Uri uri, SourceDocument from, out FetchFailure? failure)
    {
        failure = Objection(uri, from) ?? Overflow(from);
        if (failure is not null)
            return null;
        var fetched = Fetch(uri);
        failure = fetched.Failure ?? TooLarge(fetched);
        return failure is null ? fetched : null;
    }

    private SourceDocument? Read(Uri uri, SourceDocument from, out FetchFailure? failure)
    {
        failure = Overflow(from);
        if (failure is not null)
            return null;
        var fetched = Fetch(uri);
        failure = fetched.Failure ?? TooLarge(fetched);
        if (failure is not null)
            return null;
        var name = DocumentUri.NameOf(fetched.At);
        if (DocumentReader.Read(name, fetched.Bytes, _problems) is not { } root)
        {
            failure = new($"\"{name}\" is no YAML or JSON that can be read.", "Mend it first; what is wrong in it is told above.");
            return null;
        }

        return Keep(new SourceDocument(fetched.At, name, root, BaseOf(root, fetched.At), from.Depth + 1));
    }

    private Fetched Fetch(Uri uri)
    {
        var source = uri.IsFile ? _options.Local : _options.Remote;
        _files.Add(uri.IsFile ? uri.LocalPath : uri.AbsoluteUri);
        var fetched = source.Fetch(uri, ReadLimits.Default.MaxBytes, _cancellation);
        _bytes += fetched.Bytes.Length;
        return fetched;
    }

    private SourceDocument Keep(SourceDocument document)
    {
        if (_options.HasIdentifiers)
            Identifiers.Add(document);
        return document;
    }

    private Uri BaseOf(Node root, Uri at) =>
        _options.HasSelf && root["openapi"] is not null && root["$self"]?.AsString() is { } self ? DocumentUri.Resolve(at, self) ?? at : at;

    private FetchFailure? Overflow(SourceDocument from)
    {
        var limits = _options.Limits;
        if (_files.Count >= limits.MaxFiles)
            return new($"The document has more than {limits.MaxFiles:N0} files.", "Leave out what it does not need.");
        return from.Depth >= limits.MaxDepth
            ? new($"More than {limits.MaxDepth:N0} files lead to each other in a row.", "Refer to the last of them directly.")
            : null;
    }

    private FetchFailure? TooLarge(Fetched fetched)
    {
        if (fetched.Bytes.Length > ReadLimits.Default.MaxBytes)
            return new(
                $"The file is larger than {ReadLimits.Default.MaxBytes:N0} bytes.",
                "Split it, or remove generated examples from it."
            );
        return _bytes > _options.Limits.MaxBytes
            ? new(
                $"The files of the document are larger than {_options.Limits.MaxBytes:N0} bytes together.",
                "Leave out what it does not need."
            )
            : null;
    }
}

/// <summary>How the files of a document are read.</summary>
/// <param name="AllowRemote">Whether other origins may be asked.</param>
/// <param name="HasIdentifiers">Whether schemas may name themselves by <c>$id</c> and <c>$anchor</c>, as since OpenAPI 3.1.</param>
/// <param name="HasSelf">Whether documents may name themselves by <c>$self</c>, as since OpenAPI 3.2.</param>
internal sealed record SetOptions(
    IDocumentSource Local,
    IDocumentSource Remote,
    SetLimits Limits,
    bool AllowRemote,
    bool HasIdentifiers,
    bool HasSelf
);
