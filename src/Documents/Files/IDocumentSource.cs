namespace Conformance.Documents.Files;

/// <summary>Where the bytes of documents come from.</summary>
public interface IDocumentSource
{
    /// <summary>Gets the bytes at a URI without a fragment. What hinders it is told in the answer, never thrown.</summary>
    /// <param name="maxBytes">More are not read; the answer then has one byte more than this.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Fetched Fetch(Uri uri, int maxBytes, CancellationToken cancellation);
}

/// <summary>What a source gave.</summary>
/// <param name="Bytes">The content; meaningless where <paramref name="Failure"/> is not null.</param>
/// <param name="At">Where it was found in the end, after redirects.</param>
/// <param name="MediaType">What the source calls it, without parameters; null where it does not say.</param>
public sealed record Fetched(ReadOnlyMemory<byte> Bytes, Uri At, string? MediaType, FetchFailure? Failure)
{
    /// <summary>An answer without content.</summary>
    public static Fetched Failed(Uri at, string message, string mend) => new(default, at, null, new FetchFailure(message, mend));
}

/// <summary>Why a source gave nothing.</summary>
/// <param name="Message">A sentence.</param>
/// <param name="Mend">One sentence: how to mend it.</param>
public sealed record FetchFailure(string Message, string Mend);
