namespace Conformance.JsonSchema;

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
