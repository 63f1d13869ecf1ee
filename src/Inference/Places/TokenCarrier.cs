using Conformance.Inference.Surface;

namespace Conformance.Inference.Places;

/// <summary>Where the access token travels in requests.</summary>
/// <param name="Place"><c>header</c>, <c>cookie</c> or <c>query</c>.</param>
/// <param name="Field">The name of the header, cookie or parameter.</param>
/// <param name="Scheme">The security scheme that says so; null where the document has none.</param>
/// <param name="IsStated">Whether the document says so in what a program can read.</param>
internal sealed record TokenCarrier(
    string Place,
    string Field,
    DescribedScheme? Scheme,
    bool IsBearer,
    bool IsStated,
    double Score,
    string Why
)
{
    /// <summary><c>header Authorization (Bearer)</c></summary>
    public override string ToString() => $"{Place} {Field}{(IsBearer ? " (Bearer)" : "")}";
}
