namespace Conformance.Samples;

/// <summary>A conjunction with its references followed, its <c>allOf</c> spread out and its choices taken.</summary>
/// <param name="Members">All schema objects that apply, outermost first; the keywords that combine schemas are already dealt with.</param>
/// <param name="Discriminators">The value that a discriminator property should have, by property name.</param>
/// <param name="Chosen">The alternatives that were taken.</param>
/// <param name="Rejected">Alternatives of a <c>oneOf</c> that were not taken, which the value must not satisfy.</param>
internal sealed record Flat(
    IReadOnlyList<SchemaNode> Members,
    IReadOnlyDictionary<string, string> Discriminators,
    IReadOnlyList<SchemaNode> Chosen,
    IReadOnlyList<SchemaNode> Rejected
);
