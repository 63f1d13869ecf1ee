using System.Collections.Immutable;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>The kinds of body that are understood; others pass as they are.</summary>
public enum BodyKind
{
    /// <summary>JSON: <c>application/json</c>, <c>*/*+json</c>, and text whose schema is no plain string.</summary>
    Json,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form,

    /// <summary><c>multipart/form-data</c>.</summary>
    Multipart,

    /// <summary><c>text/plain</c>: one string.</summary>
    Text,

    /// <summary>Anything else, XML too: bytes.</summary>
    Other,
}

/// <summary>One entry of a <c>content</c> map.</summary>
/// <param name="Range">The media type or range as written, without parameters, lower case: <c>application/json</c>, <c>text/*</c>.</param>
/// <param name="Kind">How a body of this type is read; of a range, how it is read where no Content-Type tells.</param>
public sealed record MediaType(string Range, BodyKind Kind, SchemaHandle? Schema)
{
    /// <summary>Its parameters as written, but for the charset: <c>profile="a"</c>.</summary>
    public ImmutableArray<(string Name, string Value)> Parameters { get; init; } = [];

    /// <summary>The schema of each item of a sequence (OpenAPI 3.2.0, <c>itemSchema</c>); null where nothing says.</summary>
    public SchemaHandle? ItemSchema { get; init; }

    /// <summary>How the fields of a form are written, by property (OpenAPI 3.1.1, section 4.8.15).</summary>
    public ImmutableSortedDictionary<string, FieldEncoding> Encodings { get; init; } =
        ImmutableSortedDictionary<string, FieldEncoding>.Empty;

    /// <summary>The values that the document shows for a body of this type, beside its schema: those of <c>examples</c>, else <c>example</c>.</summary>
    public ImmutableArray<Node> Examples { get; init; } = [];

    /// <summary>The first of them; null where it shows none.</summary>
    public Node? Example => Examples is [var first, ..] ? first : null;

    /// <summary>Whether a body of it is sent without a Content-Type: <c>x-content-type: none</c>.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>How specific the range is: 2 for a type, 1 for <c>type/*</c>, 0 for <c>*/*</c>.</summary>
    public int Specificity { get; } =
        Range == "*/*" ? 0
        : Range.EndsWith("/*", StringComparison.Ordinal) ? 1
        : 2;

    /// <summary>Whether a media type without parameters falls under the range (RFC 9110, section 12.5.1).</summary>
    public bool Covers(ReadOnlySpan<char> type) =>
        Specificity switch
        {
            0 => true,
            1 => type.StartsWith(Range.AsSpan(0, Range.Length - 1), StringComparison.OrdinalIgnoreCase),
            _ => type.Equals(Range, StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>How a body with this Content-Type is read; under a range, raw bytes stay bytes whatever they are sent as.</summary>
    public BodyKind KindFor(ReadOnlySpan<char> contentType) =>
        Specificity == 2 || contentType.IsEmpty || Schema is { Shape.IsBinary: true }
            ? Kind
            : MediaTypes.KindOf(Essence(contentType), Schema);

    /// <summary>The entry of a <c>content</c> map, the most specific first, that covers a Content-Type value; null where none does.</summary>
    public static MediaType? Find(IReadOnlyList<MediaType> content, ReadOnlySpan<char> contentType)
    {
        var essence = Essence(contentType);
        for (var i = 0; i < content.Count; i++)
        {
            if (content[i].Covers(essence) && content[i].Agrees(contentType))
                return content[i];
        }

        return null;
    }

    /// <summary>Whether a Content-Type value names no charset other than UTF-8 and its subset US-ASCII.</summary>
    public static bool IsUtf8(ReadOnlySpan<char> contentType)
    {
        if (!HeaderParameters.TryFind(contentType, "charset", out var charset))
            return true;
        charset = charset.Trim('"');
        return charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The type and subtype of a Content-Type value, without parameters and white space.</summary>
    public static ReadOnlySpan<char> Essence(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        return (end < 0 ? contentType : contentType[..end]).Trim();
    }

    // A parameter that the sender leaves out is no contradiction; one with another value is another type.
    private bool Agrees(ReadOnlySpan<char> contentType)
    {
        foreach (var (name, value) in Parameters)
        {
            if (HeaderParameters.Find(contentType, name) is { } sent && !sent.Equals(value, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}
