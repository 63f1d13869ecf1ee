namespace Conformance.Contracts.Schemas;

/// <summary>The minor version of the OpenAPI Specification that a document follows.</summary>
public enum SpecVersion
{
    /// <summary>2.0, also called Swagger: converted to 3.0 when it is loaded.</summary>
    V20,

    /// <summary>3.0.x: schemas are OpenAPI's own dialect.</summary>
    V30,

    /// <summary>3.1.x: schemas are JSON Schema 2020-12.</summary>
    V31,

    /// <summary>3.2.x.</summary>
    V32,
}
