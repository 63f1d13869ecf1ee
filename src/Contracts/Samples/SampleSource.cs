using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Samples;

/// <summary>Values for bodies that document a schema and no example.</summary>
public sealed class SampleSource
{
    // Deeper than any sample is made; the default of 64 is not.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly Lazy<SampleGenerator> _ofRequests;
    private readonly Lazy<SampleGenerator> _ofResponses;

    internal SampleSource(ContractSchemas schemas)
    {
        _ofRequests = new Lazy<SampleGenerator>(() => Generator(schemas, Direction.Request));
        _ofResponses = new Lazy<SampleGenerator>(() => Generator(schemas, Direction.Response));
    }

    /// <summary>A value that the schema accepts in that direction; null (JSON's too) where there is no schema, or none that can be satisfied.</summary>
    public JsonNode? For(SchemaHandle? schema, SampleUse use)
    {
        var generator = use == SampleUse.Request ? _ofRequests : _ofResponses;
        return schema is not null && generator.Value.Generate(schema.Pointer, use).Value is { } value
            ? JsonNode.Parse(value.GetRawText(), documentOptions: Deep)
            : null;
    }

    private static SampleGenerator Generator(ContractSchemas schemas, Direction direction) =>
        new(schemas.DocumentIn(direction), schemas.Dialect == Dialect.OpenApi30);
}
