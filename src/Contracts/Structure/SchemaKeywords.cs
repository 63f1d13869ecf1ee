using System.Collections.Frozen;
using System.Collections.Immutable;
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

    /// <summary>The keywords that an Items Object of Swagger 2.0 has as a schema has them; parameters and headers that are no bodies have them, too.</summary>
    public static readonly ImmutableArray<string> OfSwaggerItems =
    [
        "type",
        "format",
        "items",
        "default",
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
        "enum",
        "multipleOf",
    ];

    private static readonly string[] OfValues =
    [
        .. OfSwaggerItems,
        "maxProperties",
        "minProperties",
        "required",
        "allOf",
        "properties",
        "additionalProperties",
        "readOnly",
    ];

    private static readonly string[] OfValuesSince30 = ["oneOf", "anyOf", "not", "writeOnly"];

    private static readonly string[] Descriptive = ["title", "description", "discriminator", "xml", "externalDocs", "example", "$ref"];

    private static readonly FrozenSet<string> V20 = Set([.. OfValues, .. Descriptive]);

    private static readonly FrozenSet<string> V30 = Set([.. V20, .. OfValuesSince30, "nullable", "deprecated"]);

    /// <summary>Keywords that say what an instance is, so that a <c>$ref</c> beside them in OpenAPI 3.0 takes their effect away.</summary>
    public static readonly FrozenSet<string> LostBesideReference = Set([.. OfValues, .. OfValuesSince30, "nullable"]);

    private static readonly FrozenSet<string> Later = Set([
        .. V20,
        .. OfValuesSince30,
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

    /// <summary>Whether schemas stand below a keyword where a version has no schemas.</summary>
    public static bool HoldsSchemasLater(string keyword, SpecVersion version) =>
        (Single.Contains(keyword) || Lists.Contains(keyword) || Maps.Contains(keyword)) && !Of(version).Contains(keyword);

    /// <summary>Whether a keyword is one of a later version.</summary>
    public static bool CameLater(string keyword, SpecVersion version) =>
        (version < SpecVersion.V31 && Later.Contains(keyword)) || (version < SpecVersion.V30 && V30.Contains(keyword));

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
