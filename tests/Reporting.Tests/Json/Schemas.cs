using System.Text;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Reporting.Tests.Json;

/// <summary>Validates with the product's own validator.</summary>
internal static class Schemas
{
    private const string Address = "urn:test:schema";

    /// <summary>A schema of 2020-12.</summary>
    public static CompiledSchema Of(JsonNode schema)
    {
        var registry = new SchemaRegistry(Dialect.Draft202012);
        registry.Add(new Uri(Address), DocumentReader.Read(Address, Encoding.UTF8.GetBytes(schema.ToJsonString()), [])!);
        return registry.Compile(new Uri((string?)schema["$id"] ?? Address));
    }

    /// <summary>Fails with all violations.</summary>
    public static void AssertValid(this CompiledSchema schema, ReadOnlySpan<byte> json)
    {
        var violations = schema.Validate(json);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.True(schema.IsValid(json));
    }
}
