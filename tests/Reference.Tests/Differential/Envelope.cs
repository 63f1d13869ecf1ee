using System.Text.Json.Nodes;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Differential;

/// <summary>What of an answer has to be the same on two servers: the status, the media type, the JSON's shape and values.</summary>
internal static class Envelope
{
    // Tokens, times and ids differ by nature.
    private static readonly HashSet<string> Own =
    [
        "token",
        "refresh_token",
        "access_token",
        "id",
        "user_id",
        "requestId",
        "referenceId",
        "serverPubKey",
        "timestamp",
        "expires_at",
        "expireAt",
        "expiry",
    ];

    public static string Of(Reply reply)
    {
        // RFC 9457 leaves the words of a problem to each server.
        if (reply.MediaType == "application/problem+json")
            return $"{reply.Status} {reply.MediaType} status {reply.Json?["status"]}";
        return $"{reply.Status} {reply.MediaType} {(reply.Json is null ? reply.Text : Mask(reply.Json.DeepClone(), reply.Status)?.ToJsonString())}";
    }

    // What is wrong with a field is told in each server's own words; which field it is has to be the same.
    private static JsonNode? Mask(JsonNode? node, int status)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Mask(item, status);
        }

        if (node is not JsonObject members)
            return node;
        foreach (var (name, value) in members.ToList())
        {
            if (value is JsonValue && Own.Contains(name))
                members[name] = $"({value.GetValueKind()})";
            else if (
                value is JsonValue
                && status == 400
                && name is "message"
                && (members.ContainsKey("key") || members.ContainsKey("field"))
            )
                members[name] = "(wording)";
            else if (value is JsonValue && status == 400 && (name is "resDesc" || members.Count == 1))
                members[name] = value.ToString().Split(':')[0] + ": (wording)";
            else
                Mask(value, status);
        }

        return members;
    }
}
