namespace Conformance.JsonSchema.Compilation;

/// <summary>The vocabularies of JSON Schema 2020-12 (core, 8.1.2).</summary>
[Flags]
internal enum Vocabularies
{
    None = 0,
    Core = 1 << 0,
    Applicator = 1 << 1,
    Unevaluated = 1 << 2,
    Validation = 1 << 3,
    MetaData = 1 << 4,
    FormatAnnotation = 1 << 5,
    FormatAssertion = 1 << 6,
    Content = 1 << 7,

    /// <summary>What the metaschema of 2020-12 declares.</summary>
    Standard = Core | Applicator | Unevaluated | Validation | MetaData | FormatAnnotation | Content,

    /// <summary>Either of the format vocabularies.</summary>
    Format = FormatAnnotation | FormatAssertion,
}
