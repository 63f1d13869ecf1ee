using System.Collections.Immutable;

namespace Conformance.Contracts.Model;

/// <summary>How one field of a form is written (OpenAPI 3.1.1, section 4.8.15, Encoding Object).</summary>
/// <param name="ContentTypes">The media types and ranges that it may have, the first one being what it is read as; empty where none is prescribed.</param>
/// <param name="Style">The style, where one is given; it then counts in place of the media types.</param>
/// <param name="Headers">The headers of its part of a multipart body.</param>
public sealed record FieldEncoding(ImmutableArray<MediaType> ContentTypes, ValueStyle? Style, ImmutableArray<HeaderRule> Headers);
