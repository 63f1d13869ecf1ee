using Conformance.Contracts.Model;
using static Conformance.Contracts.Schemas.SpecVersion;
using static Conformance.Contracts.Structure.FixedFields;
using static Conformance.Contracts.Structure.Shape;

namespace Conformance.Contracts.Structure;

/// <summary>The objects that describe what travels: parameters, headers, bodies and their examples.</summary>
internal static class ContentObjects
{
    private static readonly string[] BodyStyles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];

    public static KeyRule MediaTypeNames { get; } =
        new(
            MediaTypes.IsWellFormed,
            "a media type or range such as \"application/json\"",
            "Write the type, a slash and the subtype.",
            Extensions: true
        );

    public static ObjectShape Example { get; } =
        new(
            "Example Object",
            Prose("summary"),
            Prose("description"),
            Optional("value", Any),
            Optional("dataValue", Any).Since(V32),
            Optional("serializedValue", Text).Since(V32),
            Optional("externalValue", Text)
        )
        {
            ReferableSince = V30,
            Exclusive =
            [
                ("value", "externalValue"),
                ("value", "dataValue"),
                ("value", "serializedValue"),
                ("serializedValue", "externalValue"),
            ],
        };

    public static ObjectShape Encoding { get; } =
        new(
            "Encoding Object",
            Optional("contentType", Text),
            Optional("headers", Map(Of(() => Header!))),
            Optional("style", Word(BodyStyles)),
            Optional("explode", Flag),
            Optional("allowReserved", Flag),
            Optional("encoding", Map(Of(() => Encoding!))).Since(V32),
            Optional("prefixEncoding", List(Of(() => Encoding!))).Since(V32),
            Optional("itemEncoding", Of(() => Encoding!)).Since(V32)
        );

    public static ObjectShape MediaType { get; } =
        new(
            "Media Type Object",
            Optional("schema", Schema),
            Optional("itemSchema", Schema).Since(V32),
            Optional("example", Any),
            Optional("examples", Map(Example)),
            Optional("encoding", Map(Encoding)),
            Optional("prefixEncoding", List(Encoding)).Since(V32),
            Optional("itemEncoding", Encoding).Since(V32)
        )
        {
            ReferableSince = V32,
            Exclusive = [("example", "examples"), ("encoding", "prefixEncoding"), ("encoding", "itemEncoding")],
        };

    public static ObjectShape Parameter { get; } =
        new(
            "Parameter Object",
            [
                Required("name", Text),
                Required("in", Word("query", "header", "path", "cookie")).Until(V31),
                Required("in", Word("query", "querystring", "header", "path", "cookie")).Since(V32),
                Prose("description"),
                Optional("required", Flag),
                Optional("deprecated", Flag),
                Optional("allowEmptyValue", Flag),
                Optional("style", Word(["matrix", "label", "simple", .. BodyStyles])).Until(V31),
                Optional("style", Word(["matrix", "label", "simple", "cookie", .. BodyStyles])).Since(V32),
                .. Value(),
            ]
        )
        {
            ReferableSince = V30,
            Exclusive = [("example", "examples"), ("schema", "content")],
            OneOf = ["schema", "content"],
        };

    public static ObjectShape Header { get; } =
        new(
            "Header Object",
            [
                Prose("description"),
                Optional("required", Flag),
                Optional("deprecated", Flag),
                Optional("allowEmptyValue", Flag).Until(V31),
                Optional("style", Word("simple")),
                .. Value(),
            ]
        )
        {
            ReferableSince = V30,
            Exclusive = [("example", "examples"), ("schema", "content")],
            OneOf = ["schema", "content"],
        };

    public static ObjectShape RequestBody { get; } =
        new("Request Body Object", Prose("description"), Required("content", Map(MediaType, MediaTypeNames)), Optional("required", Flag))
        {
            ReferableSince = V30,
        };

    private static FixedField[] Value() =>
        [
            Optional("explode", Flag),
            Optional("allowReserved", Flag),
            Optional("schema", Schema),
            Optional("example", Any),
            Optional("examples", Map(Example)),
            Optional("content", Map(MediaType, MediaTypeNames)),
        ];
}
