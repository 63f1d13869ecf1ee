namespace Conformance.Contracts.Samples;

/// <summary>Where a sample will stand: it decides which one-way properties are left out.</summary>
public enum SampleUse
{
    /// <summary>A response body: properties marked <c>writeOnly</c> are left out.</summary>
    Response,

    /// <summary>A request body: properties marked <c>readOnly</c> are left out.</summary>
    Request,
}
