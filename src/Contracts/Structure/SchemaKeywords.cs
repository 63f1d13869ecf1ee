using System.Collections.Frozen;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Structure;

/// <summary>The keywords of schemas, by what they hold and by version.</summary>
internal static class SchemaKeywords
{
    /// <summary>Keywords that hold one schema.</summary>
    public static readonly FrozenSet<string> Single = Set(
        "items",
        "additionalProperties",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
        "contentSchema"
    );

    /// <summary>Keywords that hold a list of schemas.</summary>
    public static readonly FrozenSet<string> Lists = Set("allOf", "anyOf", "oneOf", "prefixItems");

    /// <summary>Keywords that hold schemas by name.</summary>
    public static readonly FrozenSet<string> Maps = Set("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /// <summary>Keywords that say what an instance is, so that a <c>$ref</c> beside them in OpenAPI 3.0 takes their effect away.</summary>
    public static readonly FrozenSet<string> LostBesideReference = Set(
        "nullable",
        "type",
        "format",
        "enum",
        "default",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "readOnly",
        "writeOnly",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "multipleOf"
    );

    private static readonly string[] Shared =
    [
        "title",
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
        "required",
        "enum",
        "type",
        "allOf",
        "items",
        "properties",
        "additionalProperties",
        "description",
        "format",
        "default",
        "discriminator",
        "readOnly",
        "xml",
        "externalDocs",
        "example",
        "$ref",
    ];

    private static readonly FrozenSet<string> V20 = Set(Shared);

    private static readonly FrozenSet<string> V30 = Set([.. Shared, "oneOf", "anyOf", "not", "nullable", "writeOnly", "deprecated"]);

    private static readonly FrozenSet<string> Later = Set([
        .. Shared,
        "oneOf",
        "anyOf",
        "not",
        "writeOnly",
        "deprecated",
        "if",
        "then",
        "else",
        "const",
        "contains",
        "minContains",
        "maxContains",
        "prefixItems",
        "patternProperties",
        "propertyNames",
        "dependentSchemas",
        "dependentRequired",
        "unevaluatedItems",
        "unevaluatedProperties",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "examples",
        "$schema",
        "$id",
        "$anchor",
        "$dynamicRef",
        "$dynamicAnchor",
        "$vocabulary",
        "$comment",
        "$defs",
        "definitions",
        "dependencies",
        "additionalItems",
        "$recursiveRef",
        "$recursiveAnchor",
        "id",
    ]);

    /// <summary>The keywords of a version.</summary>
    public static FrozenSet<string> Of(SpecVersion version) =>
        version switch
        {
            SpecVersion.V20 => V20,
            SpecVersion.V30 => V30,
            _ => Later,
        };

    /// <summary>Whether a keyword is one of a later version.</summary>
    public static bool CameLater(string keyword, SpecVersion version) =>
        (version < SpecVersion.V31 && Later.Contains(keyword)) || (version < SpecVersion.V30 && V30.Contains(keyword));

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
