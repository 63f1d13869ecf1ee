using System.Collections.Immutable;

namespace Conformance.Inference.Observing;

/// <summary>A request and what was answered, whoever sent it: the tool itself, or a browser that was recorded. It holds secrets, and is kept in memory alone.</summary>
/// <param name="Path">Percent-encoded, without the query; with the names of parameters in braces where they are known.</param>
/// <param name="Headers">Of the request.</param>
/// <param name="MediaType">Of the request's body; null without one.</param>
internal sealed record Exchange(
    string Method,
    string Path,
    ImmutableArray<(string Name, string Value)> Query,
    ImmutableArray<(string Name, string Value)> Headers,
    string? MediaType,
    string? Body,
    TargetAnswer Answer
)
{
    /// <summary><c>POST /login</c>, as operations are named.</summary>
    public string Operation => $"{Method} {Path}";

    /// <summary>Whether a text stands anywhere in the request.</summary>
    public bool Presents(string text) =>
        Headers.Any(h => h.Value.Contains(text, StringComparison.Ordinal))
        || Query.Any(q => q.Value.Contains(text, StringComparison.Ordinal))
        || Path.Contains(Uri.EscapeDataString(text), StringComparison.Ordinal)
        || Body?.Contains(text, StringComparison.Ordinal) == true;
}
