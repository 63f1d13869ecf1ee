using static Conformance.JsonSchema.Resources.KeywordShape;

namespace Conformance.JsonSchema.Resources;

/// <summary>The keywords of a dialect that have a meaning here: where their schemas lie and which vocabulary brings them.</summary>
internal sealed class KeywordCatalog
{
    private readonly Dictionary<string, (KeywordShape Shape, Vocabularies Vocabulary)> _keywords = new(StringComparer.Ordinal);

    private KeywordCatalog(Dialect dialect) => Dialect = dialect;

    public Dialect Dialect { get; }

    /// <summary>Whether <c>$id</c> and anchors name schemas; OpenAPI 3.0 has none.</summary>
    public bool HasIdentifiers => Dialect != Dialect.OpenApi30;

    /// <summary>The keyword that gives a schema a URI (2020-12 core, 8.2.1; draft 4 core, 7.2).</summary>
    public string Identifier => Dialect == Dialect.Draft4 ? "id" : "$id";

    /// <summary>Whether every registry knows the dialect's own metaschemas.</summary>
    public bool HasMetaschemas => Dialect == Dialect.Draft202012;

    /// <summary>Whether whatever stands beside a <c>$ref</c> is ignored (OpenAPI 3.0.3, Reference Object; JSON Reference, section 3).</summary>
    public bool ReferencesStandAlone => Dialect != Dialect.Draft202012;

    /// <summary>Whether <c>true</c> and <c>false</c> are schemas everywhere, and not as <c>additionalProperties</c> alone.</summary>
    public bool HasBooleanSchemas => Dialect == Dialect.Draft202012;

    /// <summary>Whether <c>exclusiveMinimum</c> and <c>exclusiveMaximum</c> are booleans beside the other bound.</summary>
    public bool HasBooleanBounds => Dialect != Dialect.Draft202012;

    /// <summary>Where the schemas in a keyword's value are; <see cref="Value"/> for keywords that mean nothing here.</summary>
    public KeywordShape ShapeOf(string keyword) => _keywords.GetValueOrDefault(keyword).Shape;

    /// <summary>Whether the keyword means something where the given vocabularies are in force.</summary>
    public bool IsActive(string keyword, Vocabularies vocabularies) =>
        _keywords.TryGetValue(keyword, out var entry) && (entry.Vocabulary & vocabularies) != Vocabularies.None;

    public static KeywordCatalog For(Dialect dialect) =>
        dialect switch
        {
            Dialect.OpenApi30 => OpenApi30(),
            Dialect.Draft4 => Draft4(),
            _ => Draft202012(),
        };

    private static KeywordCatalog Draft202012() =>
        new KeywordCatalog(Dialect.Draft202012)
            .Add(Vocabularies.Core, Value, "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment")
            .Add(Vocabularies.Core, SchemaMap, "$defs", "definitions")
            .Add(Vocabularies.Applicator, Schema, "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not")
            .Add(Vocabularies.Applicator, SchemaArray, "prefixItems", "allOf", "anyOf", "oneOf")
            .Add(Vocabularies.Applicator, SchemaMap, "properties", "patternProperties", "dependentSchemas", "dependencies")
            .Add(Vocabularies.Applicator, Value, "discriminator")
            .Add(Vocabularies.Unevaluated, Schema, "unevaluatedItems", "unevaluatedProperties")
            .Add(
                Vocabularies.Validation,
                Value,
                "type",
                "const",
                "enum",
                "multipleOf",
                "maximum",
                "exclusiveMaximum",
                "minimum",
                "exclusiveMinimum"
            )
            .Add(
                Vocabularies.Validation,
                Value,
                "maxLength",
                "minLength",
                "pattern",
                "maxItems",
                "minItems",
                "uniqueItems",
                "maxContains",
                "minContains"
            )
            .Add(Vocabularies.Validation, Value, "maxProperties", "minProperties", "required", "dependentRequired")
            .Add(Vocabularies.Format, Value, "format")
            .Add(Vocabularies.Content, Schema, "contentSchema");

    private static KeywordCatalog Draft4() =>
        new KeywordCatalog(Dialect.Draft4)
            .Add(Vocabularies.Core, Value, "id", "$schema")
            .Add(Vocabularies.Core, SchemaMap, "definitions")
            .Add(Vocabularies.Applicator, SchemaOrArray, "items")
            .Add(Vocabularies.Applicator, Schema, "additionalItems", "additionalProperties", "not")
            .Add(Vocabularies.Applicator, SchemaMap, "patternProperties", "dependencies")
            .AddShared();

    private static KeywordCatalog OpenApi30() =>
        new KeywordCatalog(Dialect.OpenApi30).Add(Vocabularies.Applicator, Schema, "items", "additionalProperties", "not").AddShared();

    // What the Schema Object of OpenAPI 3.0 took over from draft 4; "nullable" is how a converted Swagger document says "x-nullable".
    private KeywordCatalog AddShared() =>
        Add(Vocabularies.Core, Value, "$ref")
            .Add(Vocabularies.Applicator, SchemaArray, "allOf", "anyOf", "oneOf")
            .Add(Vocabularies.Applicator, SchemaMap, "properties")
            .Add(Vocabularies.Applicator, Value, "discriminator")
            .Add(
                Vocabularies.Validation,
                Value,
                "type",
                "nullable",
                "enum",
                "multipleOf",
                "maximum",
                "exclusiveMaximum",
                "minimum",
                "exclusiveMinimum"
            )
            .Add(Vocabularies.Validation, Value, "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems")
            .Add(Vocabularies.Validation, Value, "maxProperties", "minProperties", "required")
            .Add(Vocabularies.Format, Value, "format");

    private KeywordCatalog Add(Vocabularies vocabulary, KeywordShape shape, params string[] keywords)
    {
        foreach (var keyword in keywords)
            _keywords.Add(keyword, (shape, vocabulary));
        return this;
    }
}

/// <summary>Where a keyword's value has schemas in it.</summary>
internal enum KeywordShape
{
    /// <summary>Nowhere.</summary>
    Value,

    /// <summary>The value is a schema.</summary>
    Schema,

    /// <summary>Each item is a schema.</summary>
    SchemaArray,

    /// <summary>Each member's value is a schema.</summary>
    SchemaMap,

    /// <summary>The value is a schema, or an array of them (<c>items</c> of draft 4).</summary>
    SchemaOrArray,
}
