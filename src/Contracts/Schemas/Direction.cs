namespace Conformance.Contracts.Schemas;

/// <summary>Which way a value travels: <c>readOnly</c> and <c>writeOnly</c> mean something in one direction alone.</summary>
public enum Direction
{
    /// <summary>To the server: a <c>readOnly</c> property may be left out though it is <c>required</c>, and may be sent.</summary>
    Request,

    /// <summary>From the server: a <c>writeOnly</c> property is left out though it is <c>required</c>, and must not be there.</summary>
    Response,
}
