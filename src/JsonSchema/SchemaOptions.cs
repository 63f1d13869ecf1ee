namespace Conformance.JsonSchema;

/// <summary>How schemas are read and how much an instance may ask of a validation.</summary>
public sealed record SchemaOptions
{
    /// <summary>Whether <c>format</c> is checked. When false it is an annotation, as JSON Schema 2020-12 prescribes by default.</summary>
    public bool AssertFormat { get; init; }

    /// <summary>
    /// How many steps one search for a regular expression with look-around or back references may take before the instance is refused; others run in linear time.
    /// </summary>
    public long PatternSteps { get; init; } = 5_000_000;

    /// <summary>How many objects and arrays may lie within one another in an instance; deeper ones are refused.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>How many violations <see cref="CompiledSchema.Validate(System.Text.Json.JsonElement)"/> returns at most.</summary>
    public int MaxViolations { get; init; } = 100;
}

/// <summary>Which rules a schema is written in.</summary>
public enum Dialect
{
    /// <summary>JSON Schema 2020-12; also the dialect of OpenAPI 3.1 and 3.2, whose own keywords are annotations.</summary>
    Draft202012,

    /// <summary>The Schema Object of OpenAPI 3.0.x, which descends from JSON Schema draft 5.</summary>
    OpenApi30,

    /// <summary>JSON Schema draft 4, which the Schema Object of Swagger 2.0 is made of.</summary>
    Draft4,
}

/// <summary>
/// Which way instances travel, and so which properties they do without: <c>readOnly</c> ones in requests, <c>writeOnly</c> ones in responses
/// (OpenAPI 3.0.4, section 4.7.24; JSON Schema 2020-12 validation, section 9.4).
/// </summary>
public enum Direction
{
    /// <summary>Neither way; the schema is taken as it is written.</summary>
    Neither,

    /// <summary>From client to server: what is <c>readOnly</c> is not required.</summary>
    Request,

    /// <summary>From server to client: what is <c>writeOnly</c> is not required, and must not be there.</summary>
    Response,
}
