using Conformance.Documents;

namespace Conformance.Contracts.Schemas;

/// <summary>
/// Tells from a schema which JSON types its instances may have, so that the text of a parameter or form field can be read as one of them.
/// An upper bound: the schema itself still judges the value.
/// </summary>
internal static class SchemaTypes
{
    private const int DeepestReference = 32;

    private static readonly string[] Annotations =
    [
        "type",
        "description",
        "title",
        "example",
        "examples",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "xml",
        "externalDocs",
        "$comment",
        "nullable",
        "contentMediaType",
        "contentEncoding",
    ];

    public static JsonTypes Of(Node schema) => Of(schema, 0);

    /// <summary>Whether every string is valid.</summary>
    public static bool TakesAnyString(Node schema)
    {
        if (References.RefOf(schema) is not null && References.Resolve(schema, schema.Root, null) is { } target)
            return OnlyAnnotates(schema, "$ref") && TakesAnyString(target);
        return schema is ObjectNode && Of(schema).HasFlag(JsonTypes.String) && OnlyAnnotates(schema, IsBinary(schema) ? "format" : "type");
    }

    /// <summary>Whether a string stands for raw bytes: <c>format: binary</c> (OpenAPI 3.0), or a media type without an encoding (3.1).</summary>
    public static bool IsBinary(Node schema) =>
        (References.Resolve(schema, schema.Root, null) ?? schema) is var target
        && (target["format"]?.AsString() == "binary" || target["contentMediaType"] is not null && target["contentEncoding"] is null);

    private static bool OnlyAnnotates(Node schema, string beside) =>
        schema.Members.All(m => m.Name == beside || m.Name.StartsWith("x-", StringComparison.Ordinal) || Annotations.Contains(m.Name));

    private static JsonTypes Of(Node schema, int depth)
    {
        if (depth > DeepestReference || schema is not ObjectNode)
            return JsonTypes.Any;
        if (References.RefOf(schema) is not null)
            return References.Resolve(schema, schema.Root, null) is { } target ? Of(target, depth + 1) : JsonTypes.Any;
        var types = Declared(schema);
        if (schema["allOf"] is { Items: { Count: > 0 } all })
            types = all.Aggregate(types, (t, s) => t & Of(s, depth + 1));
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (schema[keyword] is { Items: { Count: > 0 } some })
                types &= some.Aggregate(JsonTypes.None, (t, s) => t | Of(s, depth + 1));
        }

        return types;
    }

    private static JsonTypes Declared(Node schema)
    {
        if (schema["type"] is not { } type)
            return Listed(schema);
        var declared = type.AsString() is { } one ? Named(one) : type.Items.Aggregate(JsonTypes.None, (t, n) => t | Named(n.AsString()));
        return schema["nullable"]?.AsBoolean() == true ? declared | JsonTypes.Null : declared;
    }

    private static JsonTypes Listed(Node schema)
    {
        if (schema["const"] is { } constant)
            return Of(constant);
        return schema["enum"] is { Items: { Count: > 0 } values } ? values.Aggregate(JsonTypes.None, (t, v) => t | Of(v)) : JsonTypes.Any;

        static JsonTypes Of(Node value) =>
            value switch
            {
                ArrayNode => JsonTypes.Array,
                ObjectNode => JsonTypes.Object,
                ScalarNode { Kind: ScalarKind.Number } => JsonTypes.Number,
                ScalarNode { Kind: ScalarKind.Boolean } => JsonTypes.Boolean,
                ScalarNode { Kind: ScalarKind.Null } => JsonTypes.Null,
                _ => JsonTypes.String,
            };
    }

    private static JsonTypes Named(string? name) =>
        name switch
        {
            "null" => JsonTypes.Null,
            "boolean" => JsonTypes.Boolean,
            "integer" => JsonTypes.Integer,
            "number" => JsonTypes.Number,
            "string" => JsonTypes.String,
            "array" => JsonTypes.Array,
            "object" => JsonTypes.Object,
            _ => JsonTypes.Any,
        };
}
