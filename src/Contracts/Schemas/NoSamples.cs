using System.Text.Json.Nodes;

namespace Conformance.Contracts.Schemas;

/// <summary>For contracts that are read and not served: nothing is made from a schema.</summary>
internal sealed class NoSamples : ISampleSource
{
    /// <inheritdoc/>
    public JsonNode? ForRequest(SchemaHandle? schema) => null;

    /// <inheritdoc/>
    public JsonNode? ForResponse(SchemaHandle? schema) => null;

    /// <inheritdoc/>
    public string? WhyNone(SchemaHandle schema) => null;
}
