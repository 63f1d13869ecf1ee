using System.Text.RegularExpressions;
using Conformance.Contracts.Schemas;
using static Conformance.Contracts.Schemas.SpecVersion;
using static Conformance.Contracts.Structure.FixedFields;
using static Conformance.Contracts.Structure.Shape;

namespace Conformance.Contracts.Structure;

/// <summary>The objects from the root of a document down to its operations and responses.</summary>
internal static partial class PathObjects
{
    public static KeyRule AnyPath { get; } = new(_ => true, "a path", "", Extensions: true);

    public static KeyRule ComponentNames { get; } =
        new(
            name => ComponentName().IsMatch(name),
            "a name of letters, digits, dots, hyphens and underscores",
            "Rename it, and the references to it.",
            Extensions: false
        );

    public static KeyRule StatusCodes { get; } =
        new(
            name => name == "default" || StatusCode().IsMatch(name),
            "a status such as \"200\", a range such as \"4XX\", or \"default\"",
            "Write three digits, or a digit and XX.",
            Extensions: true
        );

    public static ObjectShape Link { get; } =
        new(
            "Link Object",
            Optional("operationRef", Text),
            Optional("operationId", Text),
            Optional("parameters", Map(Any)),
            Optional("requestBody", Any),
            Prose("description"),
            Optional("server", DescriptiveObjects.Server)
        )
        {
            ReferableSince = V30,
            Exclusive = [("operationRef", "operationId")],
            OneOf = ["operationRef", "operationId"],
        };

    public static ObjectShape Response { get; } =
        new(
            "Response Object",
            Prose("summary").Since(V32),
            RequiredProse("description") with
            {
                RequiredUntil = V31,
            },
            Optional("headers", Map(ContentObjects.Header)),
            Optional("content", Map(ContentObjects.MediaType, ContentObjects.MediaTypeNames)),
            Optional("links", Map(Link))
        )
        {
            ReferableSince = V30,
        };

    /// <summary>A Callback Object, in its two forms: a map of expressions, or a reference to one.</summary>
    public static Shape Callback { get; } = new CallbackShape(Map(Of(() => PathItem!), AnyPath));

    public static ObjectShape Operation { get; } =
        new(
            "Operation Object",
            Optional("tags", List(Text)),
            Prose("summary"),
            Prose("description"),
            Optional("externalDocs", DescriptiveObjects.ExternalDocs),
            Optional("operationId", Text),
            Optional("parameters", List(ContentObjects.Parameter)),
            Optional("requestBody", ContentObjects.RequestBody),
            Required("responses", Map(Response, StatusCodes)) with
            {
                RequiredUntil = V30,
            },
            Optional("callbacks", Map(Callback)),
            Optional("deprecated", Flag),
            Optional("security", List(SecurityObjects.Requirement)),
            Optional("servers", List(DescriptiveObjects.Server))
        );

    public static ObjectShape PathItem { get; } =
        new(
            "Path Item Object",
            [
                Optional("$ref", Text),
                Prose("summary"),
                Prose("description"),
                .. ((string[])["get", "put", "post", "delete", "options", "head", "patch", "trace"]).Select(method =>
                    Optional(method, Operation)
                ),
                Optional("query", Operation).Since(V32),
                Optional("additionalOperations", Map(Operation)).Since(V32),
                Optional("servers", List(DescriptiveObjects.Server)),
                Optional("parameters", List(ContentObjects.Parameter)),
            ]
        )
        {
            HasOwnReference = true,
        };

    public static ObjectShape Components { get; } =
        new(
            "Components Object",
            Named("schemas", Schema),
            Named("responses", Response),
            Named("parameters", ContentObjects.Parameter),
            Named("examples", ContentObjects.Example),
            Named("requestBodies", ContentObjects.RequestBody),
            Named("headers", ContentObjects.Header),
            Named("securitySchemes", SecurityObjects.Scheme),
            Named("links", Link),
            Named("callbacks", Callback),
            Named("pathItems", PathItem).Since(V31),
            Named("mediaTypes", ContentObjects.MediaType).Since(V32)
        );

    /// <summary>The root; the loader itself asks for <c>paths</c>.</summary>
    public static ObjectShape Document { get; } =
        new(
            "OpenAPI Object",
            Required("openapi", Text),
            Optional("$self", Text).Since(V32),
            Required("info", DescriptiveObjects.Info),
            Optional("jsonSchemaDialect", Text).Since(V31),
            Optional("servers", List(DescriptiveObjects.Server)),
            Optional("paths", Map(PathItem, AnyPath)),
            Optional("webhooks", Map(PathItem)).Since(V31),
            Optional("components", Components),
            Optional("security", List(SecurityObjects.Requirement)),
            Optional("tags", List(DescriptiveObjects.Tag)),
            Optional("externalDocs", DescriptiveObjects.ExternalDocs)
        );

    /// <summary>The table of a whole document.</summary>
    public static ObjectShape Root(SpecVersion version) => version == V20 ? SwaggerObjects.Document : Document;

    private static FixedField Named(string name, Shape shape) => Optional(name, Map(shape, ComponentNames));

    [GeneratedRegex(@"^[a-zA-Z0-9.\-_]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ComponentName();

    [GeneratedRegex(
        @"^[1-5]([0-9]{2}|XX)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex StatusCode();
}

/// <summary>A Callback Object.</summary>
internal sealed record CallbackShape(Shape Expressions) : Shape("a Callback Object");
