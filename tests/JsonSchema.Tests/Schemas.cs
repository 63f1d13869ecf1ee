using System.Text;
using System.Text.Json;
using Conformance.Documents;

namespace Conformance.JsonSchema.Tests;

/// <summary>Short ways to write schemas and instances in tests.</summary>
internal static class Schemas
{
    public static readonly Uri Document = new("contract:/doc");

    /// <summary>A value from its JSON text; single quotation marks stand for double ones.</summary>
    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text.Replace('\'', '"'), new JsonDocumentOptions { MaxDepth = 4096 });
        return document.RootElement.Clone();
    }

    /// <summary>A schema or document from its JSON text; single quotation marks stand for double ones.</summary>
    public static Node Tree(string text) => Tree(Utf8(text));

    public static Node Tree(ReadOnlyMemory<byte> json) => DocumentReader.Read("schema.json", json, [], new ReadLimits { MaxDepth = 4096 })!;

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));

    /// <summary>Compiles a schema, or the one at a fragment of it.</summary>
    public static CompiledSchema Compile(
        string schema,
        Dialect dialect = Dialect.Draft202012,
        SchemaOptions? options = null,
        string fragment = ""
    )
    {
        var registry = new SchemaRegistry(dialect, options);
        registry.Add(Document, Tree(schema));
        return registry.Compile(new Uri($"contract:/doc#{fragment}"));
    }

    /// <summary>Compiles the component <c>X</c> of an OpenAPI 3.0 document with these component schemas.</summary>
    public static CompiledSchema CompileComponent(string components, SchemaOptions? options = null, Dialect dialect = Dialect.OpenApi30) =>
        Compile($"{{'openapi':'3.0.3','components':{{'schemas':{components}}}}}", dialect, options, "/components/schemas/X");

    /// <summary>The problems that keep a schema from being compiled.</summary>
    public static IReadOnlyList<SchemaProblem> Problems(string schema, Dialect dialect = Dialect.Draft202012) =>
        Assert.Throws<SchemaException>(() => Compile(schema, dialect)).Problems;

    /// <summary>Whether an instance is valid, after checking that the passes agree about it.</summary>
    public static bool Accepts(this CompiledSchema schema, string instance)
    {
        var element = Json(instance);
        var valid = schema.IsValid(element);
        Assert.Equal(valid, schema.IsValid(Utf8(instance)));
        Assert.Equal(valid, schema.Validate(element).Count == 0);
        return valid;
    }

    public static Violation Single(this CompiledSchema schema, string instance) => Assert.Single(schema.Validate(Json(instance)));
}
