using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.Inference.Observing;
using Conformance.Inference.Places;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Overlays;

/// <summary>Adds to the documented success what a token needs to stand in it.</summary>
internal static class AnswerAdditions
{
    private const string UsualStatus = "200";

    /// <summary>An example of the header by which a logout takes a cookie away; null where it documents none, or has one.</summary>
    public static JsonObject? EndOfCookie(DescribedOperation operation, TokenCarrier carrier)
    {
        var status = operation.Statuses.Where(s => s is ['2', _, _]).Order(StringComparer.Ordinal).FirstOrDefault();
        var header = operation.Success?["headers"]?["Set-Cookie"];
        if (
            status is null
            || header is null
            || header["example"] is not null
            || header["examples"] is not null
            || header["$ref"] is not null
        )
            return null;
        var example = $"{carrier.Field}=; Path=/; Max-Age=0";
        return new JsonObject
        {
            [status] = new JsonObject { ["headers"] = new JsonObject { ["Set-Cookie"] = new JsonObject { ["example"] = example } } },
        };
    }

    /// <summary>A success for an operation that documents none at all; null where it documents one.</summary>
    public static JsonObject? Success(DescribedOperation operation) =>
        operation.Statuses.Any(s => s is ['2' or '3', ..] or "default")
            ? null
            : new JsonObject
            {
                [UsualStatus] = new JsonObject
                {
                    ["description"] = "It was done; the document says nothing of it.",
                    ["x-origin"] = "assumed",
                },
            };

    /// <summary>The refusals that a target was seen to answer with and that an operation does not document; null where there are none.</summary>
    public static JsonObject? Refusals(DescribedOperation operation, Observation? seen)
    {
        var responses = new JsonObject();
        foreach (var refusal in new[] { seen?.Missing, seen?.Unknown, seen?.Revoked }.OfType<SeenRefusal>())
        {
            if (!refusal.IsDocumentedOtherwiseAt(operation) && !refusal.IsDocumentedAt(operation))
                responses[$"{refusal.Status}"] = new JsonObject { ["description"] = "The token is not let in.", ["x-origin"] = "observed" };
        }

        return responses.Count == 0 ? null : responses;
    }

    /// <summary>The responses to merge; null where every token has its place already.</summary>
    public static JsonObject? For(DescribedOperation operation, ImmutableArray<HandedOutToken> issued)
    {
        var missing = issued.Where(t => !t.IsDocumented).ToList();
        if (missing.Count == 0)
            return null;
        var response = new JsonObject();
        var status = operation.Statuses.Where(s => s is ['2', _, _]).Order(StringComparer.Ordinal).FirstOrDefault() ?? UsualStatus;
        if (!operation.Statuses.Contains(status))
            response["description"] = "The session has begun.";
        response["x-origin"] = "assumed";
        if (missing.Exists(t => t.Field.Place == "cookie"))
            response["headers"] = new JsonObject
            {
                ["Set-Cookie"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
            };
        foreach (var token in missing.Where(t => t.Field.Place == "header"))
            response["headers"] = new JsonObject
            {
                [token.Field.Name] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
            };
        var schema = new JsonObject { ["type"] = "object" };
        foreach (var token in missing.Where(t => t.Field.Place == "body"))
            Describe(schema, JsonPointer.TryParse(token.Field.Pointer)!);
        if (schema.Count > 1)
        {
            response["content"] = new JsonObject
            {
                [operation.AnswerMediaType ?? "application/json"] = new JsonObject { ["schema"] = schema },
            };
        }

        return new JsonObject { [status] = response };
    }

    private static void Describe(JsonObject schema, JsonPointer pointer)
    {
        var holder = schema;
        for (var i = 0; i < pointer.Segments.Length; i++)
        {
            holder["type"] = "object";
            if (holder["properties"] is not JsonObject properties)
                holder["properties"] = properties = [];
            if (properties[pointer.Segments[i]] is not JsonObject member)
                properties[pointer.Segments[i]] = member = new JsonObject { ["type"] = "string" };
            holder = member;
        }
    }
}
