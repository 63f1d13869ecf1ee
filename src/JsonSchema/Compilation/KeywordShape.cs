namespace Conformance.JsonSchema.Compilation;

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
