using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Conformance.Generation.Versions;

/// <summary>
/// Writes an OpenAPI document in another version with Microsoft.OpenApi. Its model loses what stands in schemas (the <c>1</c> of <c>const: 1</c>,
/// <c>true</c> for a schema, <c>nullable</c> without a type, <c>prefixItems</c>) and the digits of numbers, so those are kept from it and written
/// in the dialect of the version by <see cref="ISchemaDialect"/>.
/// </summary>
public static class OpenApiVersionWriter
{
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 512, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The versions that can be written, as <c>--openapi</c> names them.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["3.0", "3.1", "3.2"];

    /// <summary>
    /// The document of a contract in a version. What that version cannot say is a warning with its place; what Microsoft.OpenApi wrote otherwise than the
    /// contract says, were there such, is an error.
    /// </summary>
    /// <param name="version">One of <see cref="Versions"/>.</param>
    /// <returns>A tree whose places are those of the text that was written.</returns>
    public static Node Write(Contract contract, string version, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(problems);
        var target = Parse(version);
        var written =
            Write(contract.Document, target, problems, shapeOnly: false)
            ?? throw new ArgumentException("The contract is of no version of OpenAPI.", nameof(contract));
        var node = DocumentReader.Read($"{contract.Name}-{version}.json", JsonSerializer.SerializeToUtf8Bytes(written, Deep), problems)!;
        WrittenCheck.Compare(contract, node, target, problems);
        return node;
    }

    internal static string TextOf(SpecVersion version) => Versions[version - SpecVersion.V30];

    /// <param name="shapeOnly">Whether the document is for code, for which rules between the members of a value do not matter.</param>
    internal static JsonObject? Write(Node document, SpecVersion target, Problems problems, bool shapeOnly)
    {
        if (DocumentCompiler.VersionOf(document, problems) is not { } source)
            return null;
        ISchemaDialect schemas = (source, target) switch
        {
            (SpecVersion.V30, SpecVersion.V30) => new SameSchemas(),
            (SpecVersion.V30, _) => new SchemasAs31(problems),
            (_, SpecVersion.V30) => new SchemasAs30(document, StructureWalker.Walk(document, source, []), problems)
            {
                ShapeOnly = shapeOnly,
            },
            _ => new SameSchemas(),
        };
        var shell = new DocumentShell(source, target, schemas, problems);
        var written = Convert(shell.Build(document), target);
        return (JsonObject)shell.Restore(written)!;
    }

    private static SpecVersion Parse(string version) =>
        version switch
        {
            "3.0" => SpecVersion.V30,
            "3.1" => SpecVersion.V31,
            "3.2" => SpecVersion.V32,
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Expected one of Versions."),
        };

    private static JsonNode Convert(JsonObject shell, SpecVersion target)
    {
        var settings = new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetEmptyRuleSet() };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(shell.ToJsonString(Deep)));
        var document =
            OpenApiDocument.Load(input, OpenApiConstants.Json, settings).Document
            ?? throw new InvalidOperationException("Microsoft.OpenApi read no document, without saying why.");
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        document.SerializeAs(
            target switch
            {
                SpecVersion.V30 => OpenApiSpecVersion.OpenApi3_0,
                SpecVersion.V31 => OpenApiSpecVersion.OpenApi3_1,
                _ => OpenApiSpecVersion.OpenApi3_2,
            },
            new OpenApiJsonWriter(text)
        );
        return JsonNode.Parse(text.ToString(), documentOptions: new JsonDocumentOptions { MaxDepth = 512 })!;
    }
}
