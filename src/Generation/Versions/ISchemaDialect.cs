using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.Generation.Versions;

/// <summary>Writes schemas as the dialect of another version of OpenAPI.</summary>
internal interface ISchemaDialect
{
    /// <summary>Whether converting has made schemas that belong under <c>components/schemas</c>.</summary>
    bool HasAdded { get; }

    /// <summary>The schema in the other dialect; what that cannot say is told.</summary>
    JsonNode Convert(Node schema);

    /// <summary>The schemas that converting has made beside those of the document, by name.</summary>
    IEnumerable<(string Name, JsonNode Schema)> Added();
}

/// <summary>Both versions have the same dialect.</summary>
internal sealed class SameSchemas : ISchemaDialect
{
    public bool HasAdded => false;

    public JsonNode Convert(Node schema) => schema.ToJsonNode()!;

    public IEnumerable<(string Name, JsonNode Schema)> Added() => [];
}
