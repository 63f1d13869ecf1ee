using static Conformance.Contracts.Schemas.SpecVersion;
using static Conformance.Contracts.Structure.FixedFields;
using static Conformance.Contracts.Structure.Shape;

namespace Conformance.Contracts.Structure;

/// <summary>The objects of Swagger 2.0 that differ from those of OpenAPI 3.</summary>
internal static class SwaggerObjects
{
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array"];
    private static readonly string[] Collections = ["csv", "ssv", "tsv", "pipes"];

    public static ObjectShape Parameter { get; } =
        new(
            "Parameter Object",
            [
                Required("name", Text),
                Required("in", Word("query", "header", "path", "formData", "body")),
                Prose("description"),
                Optional("required", Flag),
                Optional("schema", Schema),
                Optional("allowEmptyValue", Flag),
                Optional("type", Word([.. Types, "file"])),
                Optional("collectionFormat", Word([.. Collections, "multi"])),
                .. Items(),
            ]
        )
        {
            ReferableSince = V20,
        };

    public static ObjectShape Header { get; } =
        new(
            "Header Object",
            [Prose("description"), Required("type", Word(Types)), Optional("collectionFormat", Word(Collections)), .. Items()]
        );

    public static ObjectShape Response { get; } =
        new(
            "Response Object",
            RequiredProse("description"),
            Optional("schema", Schema),
            Optional("headers", Map(Header)),
            Optional("examples", Map(Any))
        )
        {
            ReferableSince = V20,
        };

    public static ObjectShape Operation { get; } =
        new(
            "Operation Object",
            Optional("tags", List(Text)),
            Prose("summary"),
            Prose("description"),
            Optional("externalDocs", DescriptiveObjects.ExternalDocs),
            Optional("operationId", Text),
            Optional("consumes", List(Text)),
            Optional("produces", List(Text)),
            Optional("parameters", List(Parameter)),
            Required("responses", Map(Response, PathObjects.StatusCodes)),
            Optional("schemes", List(Word("http", "https", "ws", "wss"))),
            Optional("deprecated", Flag),
            Optional("security", List(SecurityObjects.Requirement))
        );

    public static ObjectShape PathItem { get; } =
        new(
            "Path Item Object",
            [
                Optional("$ref", Text),
                .. ((string[])["get", "put", "post", "delete", "options", "head", "patch"]).Select(method => Optional(method, Operation)),
                Optional("parameters", List(Parameter)),
            ]
        )
        {
            HasOwnReference = true,
        };

    public static ObjectShape SecurityScheme { get; } =
        new(
            "Security Scheme Object",
            Required("type", Word("basic", "apiKey", "oauth2")),
            Prose("description"),
            Optional("name", Text),
            Optional("in", Word("query", "header")),
            Optional("flow", Word("implicit", "password", "application", "accessCode")),
            Optional("authorizationUrl", Text),
            Optional("tokenUrl", Text),
            Optional("scopes", Map(Text))
        );

    public static ObjectShape Document { get; } =
        new(
            "Swagger Object",
            Required("swagger", Text),
            Required("info", DescriptiveObjects.Info),
            Optional("host", Text),
            Optional("basePath", Text),
            Optional("schemes", List(Word("http", "https", "ws", "wss"))),
            Optional("consumes", List(Text)),
            Optional("produces", List(Text)),
            Required("paths", Map(PathItem, PathObjects.AnyPath)),
            Optional("definitions", Map(Schema)),
            Optional("parameters", Map(Parameter)),
            Optional("responses", Map(Response)),
            Optional("securityDefinitions", Map(SecurityScheme)),
            Optional("security", List(SecurityObjects.Requirement)),
            Optional("tags", List(DescriptiveObjects.Tag)),
            Optional("externalDocs", DescriptiveObjects.ExternalDocs)
        );

    // The values of these are the schema engine's to judge, once the document is converted.
    private static IEnumerable<FixedField> Items() => SchemaKeywords.OfSwaggerItems.Where(n => n != "type").Select(n => Optional(n, Any));
}
