using Conformance.Documents;

namespace Conformance.JsonSchema;

/// <summary>One way in which an instance breaks a schema.</summary>
/// <param name="InstancePointer">The JSON pointer (RFC 6901) of the value at fault; empty for the whole instance.</param>
/// <param name="Keyword">The keyword that does not hold; empty when the instance could not be judged (malformed, too deep).</param>
/// <param name="SchemaLocation">The place of the keyword: the document's URI with a JSON pointer as fragment.</param>
/// <param name="Expected">What the schema asks for, as a noun phrase.</param>
/// <param name="Found">What the instance has, as a noun phrase; long values are cut.</param>
public sealed record Violation(string InstancePointer, string Keyword, string SchemaLocation, string Expected, string Found)
{
    /// <summary>
    /// The name of the property that is missing (<c>required</c>, <c>dependentRequired</c>) or that is one too many
    /// (<c>additionalProperties</c>, <c>unevaluatedProperties</c>, <c>propertyNames</c>, <c>properties</c> with a false schema); else null.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>Where the value of the keyword is written.</summary>
    public Location SchemaAt { get; init; }

    /// <summary>The violation as one sentence for a person.</summary>
    public string Message => $"{(InstancePointer.Length == 0 ? "The body" : InstancePointer)}: expected {Expected}, found {Found}.";
}
