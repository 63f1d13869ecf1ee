using System.Text;
using System.Text.Json;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Samples.Tests;

/// <summary>Makes samples of small documents and holds each against the validator.</summary>
internal static class Sampling
{
    public const string Root = "/components/schemas/Root";

    /// <summary>The compact JSON of the sample of a schema; fails unless the sample is valid.</summary>
    public static string Of(string schema, bool openApi30 = false, Direction use = Direction.Response) =>
        OfDocument($$"""{"openapi":"3.1.0","components":{"schemas":{"Root":{{schema}} } } }""", openApi30, use);

    /// <summary>The same for a document with several schemas, one of which is <c>Root</c>.</summary>
    public static string OfSchemas(string schemas, bool openApi30 = false) =>
        OfDocument($$"""{"openapi":"3.1.0","components":{"schemas":{ {{schemas}} } } }""", openApi30);

    /// <summary>The reason why a schema has no sample.</summary>
    public static string Refusal(string schemas, bool openApi30 = false)
    {
        var result = Generator(Json($$"""{"openapi":"3.1.0","components":{"schemas":{ {{schemas}} } } }"""), openApi30)
            .Generate(Root, Direction.Response);
        Assert.True(result.Value is null, $"made {result.Value}");
        return result.Reason!;
    }

    /// <summary>What the validator says about a value of a document.</summary>
    public static IReadOnlyList<Violation> Violations(
        JsonElement document,
        bool openApi30,
        string pointer,
        JsonElement value,
        Direction direction
    )
    {
        var registry = Registry(document, openApi30);
        return registry.Compile(Address(pointer), direction).Validate(value);
    }

    public static SchemaRegistry Registry(JsonElement document, bool openApi30)
    {
        var registry = new SchemaRegistry(openApi30 ? Dialect.OpenApi30 : Dialect.Draft202012, new SchemaOptions { AssertFormat = true });
        registry.Add(new Uri("contract:/doc"), Tree(document));
        return registry;
    }

    public static Uri Address(string pointer) =>
        new("contract:/doc#" + Uri.EscapeDataString(pointer).Replace("%2F", "/", StringComparison.Ordinal));

    public static SampleGenerator Generator(JsonElement document, bool openApi30) =>
        new(Tree(document), openApi30 ? Dialect.OpenApi30 : Dialect.Draft202012);

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    private static Node Tree(JsonElement document) =>
        DocumentReader.Read("document.json", Encoding.UTF8.GetBytes(document.GetRawText()), [], new ReadLimits { MaxDepth = 1000 })!;

    private static string OfDocument(string json, bool openApi30, Direction use = Direction.Response)
    {
        var document = Json(json);
        var result = Generator(document, openApi30).Generate(Root, use);
        Assert.True(result.Value is not null, result.Reason);
        Assert.Null(result.Reason);
        var violations = Violations(document, openApi30, Root, result.Value.Value, use);
        Assert.True(
            violations.Count == 0,
            $"{result.Value} is not valid: {string.Join("; ", violations.Select(violation => violation.Message))}"
        );
        return JsonSerializer.Serialize(result.Value.Value, Compact);
    }

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
