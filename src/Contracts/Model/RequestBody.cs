namespace Conformance.Contracts.Model;

/// <summary>The body that an operation takes; media types from the most specific to the least.</summary>
public sealed record RequestBody(bool Required, IReadOnlyList<MediaType> Content)
{
    /// <summary>The entry that covers a Content-Type value; null where none does.</summary>
    public MediaType? For(ReadOnlySpan<char> contentType) => MediaType.Find(Content, contentType);
}
