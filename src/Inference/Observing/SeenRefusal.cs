using System.Text.Json.Nodes;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Observing;

/// <summary>How a target was seen to answer: the status, and of a redirection where to.</summary>
/// <param name="Location">Its path; null where it was no redirection.</param>
internal sealed record SeenRefusal(int Status, string? Location)
{
    public static SeenRefusal Of(TargetAnswer answer) =>
        new(answer.Status, answer.Status is >= 300 and < 400 ? PathOf(answer.Header("Location")) : null);

    /// <summary>The same where an answer refuses; null where it does not.</summary>
    public static SeenRefusal? OfRefused(TargetAnswer answer) => answer.Status is >= 300 and < 500 ? Of(answer) : null;

    /// <summary>Whether an operation documents the status.</summary>
    public bool IsDocumentedAt(DescribedOperation operation) =>
        operation.Statuses.Any(s => s == $"{Status}" || s == "default" || s is [var first, 'X', 'X'] && first == '0' + Status / 100);

    /// <summary>Whether an operation documents another refusal of a token, so that it is the target that does otherwise.</summary>
    public bool IsDocumentedOtherwiseAt(DescribedOperation operation) =>
        !IsDocumentedAt(operation) && operation.Statuses.Any(s => s is "401" or "403");

    /// <summary>As <c>refusals</c> and <c>succeeds</c> say it.</summary>
    public JsonObject AsRule()
    {
        var rule = new JsonObject { ["status"] = Status };
        if (Location is not null)
            rule["where"] = new JsonObject { ["$response.header.Location"] = Location };
        return rule;
    }

    // What stands behind the path may be a message, or a secret.
    private static string? PathOf(string? location) =>
        location is null ? null
        : Uri.TryCreate(new Uri("http://target"), location, out var address) ? address.AbsolutePath
        : null;
}
