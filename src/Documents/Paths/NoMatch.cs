namespace Conformance.Documents.Paths;

/// <summary>Why a query selects nothing.</summary>
/// <param name="MatchedPrefix">The beginning of the query that still selects something, at least <c>$</c>.</param>
/// <param name="FailingSegment">The segment after it, which selects nothing there.</param>
/// <param name="NearestName">The name that was probably meant, when the segment is a name.</param>
public sealed record NoMatch(string MatchedPrefix, string FailingSegment, string? NearestName);
