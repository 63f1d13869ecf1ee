namespace Conformance.Documents.Files;

/// <summary>Files of this machine.</summary>
public sealed class LocalSource : IDocumentSource
{
    /// <inheritdoc/>
    public Fetched Fetch(Uri uri, int maxBytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(uri);
        cancellation.ThrowIfCancellationRequested();
        var path = uri.LocalPath;
        try
        {
            using var stream = File.OpenRead(path);
            return new Fetched(ReadAll(stream, maxBytes, cancellation), uri, null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var (_, message, mend) = DocumentReader.Unreadable(
                DocumentUri.NameOf(uri),
                path,
                "the folder of the file in which it stands",
                e
            );
            return Fetched.Failed(uri, message, mend);
        }
    }

    /// <summary>Reads a stream to its end, or to one byte beyond the limit.</summary>
    internal static ReadOnlyMemory<byte> ReadAll(Stream stream, int maxBytes, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var chunk = new byte[81920];
        int count;
        while (bytes.Length <= maxBytes && (count = stream.Read(chunk)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes.Write(chunk, 0, count);
        }

        return bytes.GetBuffer().AsMemory(0, (int)Math.Min(bytes.Length, maxBytes + 1L));
    }
}
