namespace Conformance.JsonSchema;

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
