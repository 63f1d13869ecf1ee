using Conformance.Documents;

namespace Conformance.JsonSchema;

/// <summary>One mistake in a schema.</summary>
/// <param name="Keyword">The keyword that is wrong, or an empty string when the schema itself is.</param>
/// <param name="SchemaLocation">The document's URI with a JSON pointer as fragment: the place of the keyword.</param>
/// <param name="Found">What stands there, quoted.</param>
/// <param name="Expected">What may stand there.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record SchemaProblem(string Keyword, string SchemaLocation, string Found, string Expected, string Remedy)
{
    /// <summary>Where it is written; null for a schema that is not there.</summary>
    public Location? At { get; init; }

    /// <summary>The problem as one sentence for a person.</summary>
    public string Message => $"{SchemaLocation}: found {Found} where {Expected} is expected; {Remedy}.";
}
