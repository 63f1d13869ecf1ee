using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Schemas;
using Conformance.JsonSchema;

namespace Conformance.Samples;

/// <summary>Values for bodies that document a schema and no example.</summary>
public sealed class SampleSource : ISampleSource
{
    // Deeper than any sample is made; the default of 64 is not.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly Lazy<SampleGenerator> _generator;

    private SampleSource(ContractSchemas schemas) => _generator = new(() => new(schemas.Document, schemas.Dialect));

    /// <summary>The source for a contract's schemas, to be handed to <see cref="ContractLoader.Load"/>; nothing is read before the first value is asked for.</summary>
    public static ISampleSource Of(ContractSchemas schemas) => new SampleSource(schemas);

    /// <inheritdoc/>
    public JsonNode? ForRequest(SchemaHandle? schema) => For(schema, Direction.Request);

    /// <inheritdoc/>
    public JsonNode? ForResponse(SchemaHandle? schema) => For(schema, Direction.Response);

    /// <inheritdoc/>
    public string? WhyNone(SchemaHandle schema) => _generator.Value.Generate(schema.Pointer, Direction.Response).Reason;

    private JsonNode? For(SchemaHandle? schema, Direction direction) =>
        schema is not null && _generator.Value.Generate(schema.Pointer, direction).Value is { } value
            ? JsonNode.Parse(value.GetRawText(), documentOptions: Deep)
            : null;
}
