using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Requests;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>A body whose values are drawn anew for each request, in the shape that the schema asks for.</summary>
internal static class DynamicBody
{
    private const int MostRounds = 12;
    private const int MostItems = 5;

    private static readonly string[] Words =
    [
        "amber",
        "birch",
        "cedar",
        "delta",
        "ember",
        "fjord",
        "grove",
        "harbour",
        "indigo",
        "jasper",
        "kelp",
        "linden",
        "maple",
        "north",
        "ochre",
        "pine",
        "quartz",
        "river",
        "saffron",
        "tide",
        "umber",
        "violet",
        "willow",
        "yarrow",
    ];

    /// <summary>The body; null where the answer documents no JSON with a schema, or nothing that fits was found.</summary>
    public static byte[]? Of(MockRequest request, Answer answer)
    {
        if (
            answer.Documented is not { } documented
            || !MediaTypes.IsJson(answer.ContentType)
            || documented.Content.FirstOrDefault(c => c.ContentType == answer.ContentType) is not { Schema: { } schema }
            || request.Mount.Contract.Samples.ForResponse(schema) is not { } sample
        )
            return null;
        Span<byte> seed = stackalloc byte[sizeof(int)];
        request.State.Entropy.Fill(seed);
        var random = new Random(BinaryPrimitives.ReadInt32BigEndian(seed));
        var drawn = Drawn(sample, random, request.Now);

        // Each round puts the sample's value back where the drawn one does not fit.
        for (var round = 0; round < MostRounds; round++)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(drawn);
            var misfits = schema.MisfitsFromServer(bytes);
            if (misfits.Count == 0)
                return bytes;
            foreach (var misfit in misfits)
                drawn = PutBack(drawn, sample, misfit.Segments, 0);
        }

        return JsonSerializer.SerializeToUtf8Bytes(sample);
    }

    private static JsonNode? Drawn(JsonNode? sample, Random random, DateTimeOffset now) =>
        sample switch
        {
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Drawn(m.Value, random, now)))),
            JsonArray { Count: 0 } => new JsonArray(),
            JsonArray items => new JsonArray([
                .. items.Concat(Enumerable.Repeat(items[^1], random.Next(MostItems))).Select(i => Drawn(i, random, now)),
            ]),
            JsonValue value => Leaf(value, random, now),
            _ => null,
        };

    private static JsonNode Leaf(JsonValue value, Random random, DateTimeOffset now) =>
        value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => random.Next(2) == 0,
            JsonValueKind.Number when value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') => Math.Round(random.NextDouble() * 1000, 2),
            JsonValueKind.Number => random.Next(1, 1000),
            _ => Text(value.GetValue<string>(), random, now),
        };

    private static string Text(string sample, Random random, DateTimeOffset now)
    {
        if (Guid.TryParseExact(sample, "D", out _))
        {
            Span<byte> bytes = stackalloc byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes).ToString();
        }

        if (DateTimeOffset.TryParse(sample, CultureInfo.InvariantCulture, out _) && sample.Contains('-', StringComparison.Ordinal))
        {
            var time = now.AddSeconds(-random.Next(60 * 60 * 24 * 365)).UtcDateTime;
            return sample.Length == 10
                ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        if (sample.Contains('@', StringComparison.Ordinal))
            return $"{Word(random)}.{Word(random)}@example.com";
        if (Uri.TryCreate(sample, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return $"{uri.GetLeftPart(UriPartial.Authority)}/{Word(random)}/{random.Next(1000)}";
        return $"{Word(random)} {Word(random)}";
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    // What was added beyond the sample's own items goes.
    private static JsonNode? PutBack(JsonNode? drawn, JsonNode? sample, IReadOnlyList<string> place, int depth)
    {
        if (depth == place.Count)
        {
            if (drawn is not JsonArray longer || sample is not JsonArray model || longer.Count <= model.Count)
                return sample?.DeepClone();
            longer.RemoveRange(model.Count, longer.Count - model.Count);
            return longer;
        }

        if (drawn is JsonObject members && sample is JsonObject others && members.ContainsKey(place[depth]))
            members[place[depth]] = PutBack(Taken(members, place[depth]), others[place[depth]], place, depth + 1);
        else if (
            drawn is JsonArray items
            && sample is JsonArray { Count: > 0 } models
            && int.TryParse(place[depth], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < items.Count
        )
        {
            var item = items[at];
            items[at] = null;
            items[at] = PutBack(item, models[Math.Min(at, models.Count - 1)], place, depth + 1);
        }
        else if (drawn is not JsonArray)
        {
            return sample?.DeepClone();
        }

        return drawn;
    }

    private static JsonNode? Taken(JsonObject members, string name)
    {
        var value = members[name];
        members[name] = null;
        return value;
    }
}
