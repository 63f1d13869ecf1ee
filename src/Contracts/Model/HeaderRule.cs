using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>A documented header of a response, or of a part of a multipart body (OpenAPI 3.1.1, section 4.8.21). Its style is <c>simple</c>.</summary>
/// <param name="Explode">Whether the members of an object are written <c>name=value</c>.</param>
/// <param name="Content">How the value is written in place of the style, where the header has <c>content</c>.</param>
public sealed record HeaderRule(string Name, bool Required, bool Explode, MediaType? Content, SchemaHandle? Schema, Location At);
