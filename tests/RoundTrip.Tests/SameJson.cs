using System.Globalization;
using System.Text.Json.Nodes;

namespace Conformance.RoundTrip.Tests;

/// <summary>Compares JSON by meaning: members in any order, and a time by its instant.</summary>
internal static class SameJson
{
    /// <summary>Whether both mean the same.</summary>
    public static bool Holds(JsonNode? sent, JsonNode? read) =>
        (sent, read) switch
        {
            (JsonObject a, JsonObject b) => a.Count == b.Count
                && a.All(member => b.ContainsKey(member.Key) && Holds(member.Value, b[member.Key])),
            (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Holds(pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(sent, read) || (Instant(sent) is { } at && at == Instant(read)),
        };

    private static DateTimeOffset? Instant(JsonNode? node) =>
        node is JsonValue value
        && value.TryGetValue<string>(out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant)
            ? instant
            : null;
}
