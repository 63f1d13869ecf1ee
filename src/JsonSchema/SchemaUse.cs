namespace Conformance.JsonSchema;

/// <summary>
/// Which message a schema is applied to. It matters in OpenAPI 3.0 only, for <c>required</c> (3.0.3, Schema Object, readOnly and
/// writeOnly).
/// </summary>
public enum SchemaUse
{
    /// <summary>No message in particular: every required property must be there.</summary>
    Any,

    /// <summary>A request: required properties that are <c>readOnly</c> may be missing.</summary>
    Request,

    /// <summary>A response: required properties that are <c>writeOnly</c> may be missing.</summary>
    Response,
}
