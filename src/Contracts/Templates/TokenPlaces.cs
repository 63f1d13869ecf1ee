using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.Contracts.Templates;

/// <summary>Puts expressions for issued tokens into an example, so that it is served with real ones.</summary>
internal static class TokenPlaces
{
    // What a contract names beyond that is no place in an answer that anybody sends.
    private const int LongestArray = 1000;

    /// <summary>The example with each text, such as <c>{$token.KIND}</c>, at its pointer; objects and arrays on the way are made where they are absent.</summary>
    public static JsonNode? Insert(JsonNode? example, IReadOnlyDictionary<string, string> tokens)
    {
        foreach (var (written, text) in tokens)
        {
            var pointer = written;
            while (pointer.IndexOf("/*", StringComparison.Ordinal) is >= 0 and var star)
            {
                example = WithOneItem(example, JsonPointer.TryParse(pointer[..star])!.Segments);
                pointer = pointer[..star] + "/0" + pointer[(star + 2)..];
            }

            if (IsLifetime(text) && !HoldsNumber(example, pointer))
                continue;
            example = Put(example, JsonPointer.TryParse(pointer) ?? JsonPointer.Root, text);
        }

        return example;
    }

    // A lifetime goes where the example or the schema has one, and is none of the answer's where it has not.
    private static bool IsLifetime(string text) =>
        text.StartsWith("{$token.", StringComparison.Ordinal) && text.EndsWith(".expires_in}", StringComparison.Ordinal);

    private static bool HoldsNumber(JsonNode? root, string pointer)
    {
        foreach (var segment in JsonPointer.TryParse(pointer)?.Segments ?? [])
        {
            root = root switch
            {
                JsonObject members => members[segment],
                JsonArray items => Index(segment) is { } index && index < items.Count ? items[index] : null,
                _ => null,
            };
        }

        return root?.GetValueKind() == JsonValueKind.Number;
    }

    // The first item stands for all of them.
    private static JsonNode? WithOneItem(JsonNode? example, IReadOnlyList<string> above)
    {
        if (above.Count == 0)
        {
            var items = example as JsonArray ?? [];
            while (items.Count > 1)
                items.RemoveAt(items.Count - 1);
            if (items.Count == 0)
                items.Add(null);
            return items;
        }

        var holder = example as JsonObject ?? [];
        var item = holder[above[0]];
        var reduced = WithOneItem(item, [.. above.Skip(1)]);
        if (!ReferenceEquals(item, reduced))
            holder[above[0]] = reduced;
        return holder;
    }

    /// <summary>A value with another one at a pointer; objects and arrays on the way are made where they are absent.</summary>
    public static JsonNode? Put(JsonNode? root, JsonPointer pointer, JsonNode? value)
    {
        var segments = pointer.Segments;
        if (segments.IsEmpty)
            return value;
        var holder = root ??= Holder(segments[0]);
        for (var i = 0; i < segments.Length - 1; i++)
            holder = Child(holder, segments[i], segments[i + 1]);
        Set(holder, segments[^1], value);
        return root;
    }

    private static JsonNode Child(JsonNode holder, string segment, string next)
    {
        var child =
            holder is JsonArray array ? (Index(segment) is { } index && index < array.Count ? array[index] : null)
            : holder is JsonObject members ? members[segment]
            : null;
        if (child is JsonObject or JsonArray)
            return child;

        // What a schema without one gives for an example has no room for the token.
        child = Holder(next);
        Set(holder, segment, child);
        return child;
    }

    private static void Set(JsonNode holder, string segment, JsonNode? value)
    {
        if (holder is JsonArray array && Index(segment) is { } index)
        {
            Fill(array, index);
            array[index] = value;
        }
        else if (holder is JsonObject members)
        {
            members[segment] = value;
        }
    }

    private static void Fill(JsonArray array, int index)
    {
        while (array.Count <= index)
            array.Add(null);
    }

    // Nothing is there that says what it is, and a number is hardly a name (RFC 6901, section 4).
    private static JsonNode Holder(string segment) => Index(segment) is null ? new JsonObject() : new JsonArray();

    private static int? Index(string segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < LongestArray ? index : null;
}
