using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Samples;

/// <summary>Values for bodies that document a schema and no example.</summary>
public sealed class SampleSource
{
    // Deeper than any sample is made; the default of 64 is not.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly Lazy<SampleGenerator> _generator;

    internal SampleSource(Node document, Dialect dialect) => _generator = new Lazy<SampleGenerator>(() => new(document, dialect));

    /// <summary>A value that the schema accepts in that direction; null (JSON's too) where there is no schema, or none that can be satisfied.</summary>
    public JsonNode? For(SchemaHandle? schema, Direction direction) =>
        schema is not null && _generator.Value.Generate(schema.Pointer, direction).Value is { } value
            ? JsonNode.Parse(value.GetRawText(), documentOptions: Deep)
            : null;
}
