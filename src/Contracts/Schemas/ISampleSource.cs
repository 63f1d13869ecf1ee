using System.Text.Json.Nodes;

namespace Conformance.Contracts.Schemas;

/// <summary>Values for what documents a schema and no example. Whoever loads a contract says where they come from.</summary>
public interface ISampleSource
{
    /// <summary>A value that the schema accepts from a client; null (JSON's too) where there is no schema, or none that can be satisfied.</summary>
    JsonNode? ForRequest(SchemaHandle? schema);

    /// <summary>A value that the schema accepts from a server; null (JSON's too) where there is no schema, or none that can be satisfied.</summary>
    JsonNode? ForResponse(SchemaHandle? schema);

    /// <summary>Why no value could be made that a server may send, a sentence; null where one was, JSON's null too.</summary>
    string? WhyNone(SchemaHandle schema);
}
