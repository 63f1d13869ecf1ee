namespace Conformance.Verification.Results;

/// <summary>Something that a proxy tells the moment it sees it. No text in it holds a secret.</summary>
/// <param name="At">When the request began.</param>
/// <param name="Number">The number of the request, from 1.</param>
/// <param name="Request">Its method and its path as the contract writes it: <c>GET /me</c>.</param>
/// <param name="Verdict">What the sight comes to: failed, a warning, a review; not applicable for a note about the client, which fails nothing.</param>
/// <param name="Sentence">What was seen, one sentence.</param>
public sealed record Sighting(DateTimeOffset At, long Number, string Request, Verdict Verdict, string Sentence)
{
    /// <summary>What was expected and found, and where the contract says so; null for a note about the client.</summary>
    public Miss? Miss { get; init; }

    /// <summary>The exchange; null for a note about the client, and where the same was seen before.</summary>
    public RecordedExchange? Exchange { get; init; }

    /// <summary>The id of the rule that asks for it; null for a note about the client.</summary>
    public string? Rule { get; init; }
}
