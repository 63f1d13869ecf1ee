using System.Globalization;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Documents;

namespace Conformance.Contracts.Templates;

/// <summary>Puts expressions for issued tokens into an example, so that it is served with real ones.</summary>
internal static class TokenPlaces
{
    /// <summary>The example with <c>{$token.KIND}</c> at each pointer; objects on the way are made where they are absent.</summary>
    public static JsonNode? Insert(JsonNode? example, IReadOnlyDictionary<string, Expression> tokens)
    {
        foreach (var (pointer, expression) in tokens)
        {
            example = Put(example, JsonPointer.TryParse(pointer) ?? JsonPointer.Root, "{$token." + expression.Name + "}");
        }

        return example;
    }

    /// <summary>A value with another one at a pointer; objects on the way are made where they are absent.</summary>
    public static JsonNode? Put(JsonNode? root, JsonPointer pointer, JsonNode? value)
    {
        if (pointer.Segments is not [.. var holders, var last])
            return value;
        var holder = root ??= new JsonObject();
        foreach (var segment in holders)
            holder = Child(holder, segment);
        if (
            holder is JsonArray array
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < array.Count
        )
            array[index] = value;
        else if (holder is JsonObject members)
            members[last] = value;
        return root;
    }

    private static JsonNode Child(JsonNode holder, string segment)
    {
        if (
            holder is JsonArray array
            && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < array.Count
        )
        {
            return array[index] ??= new JsonObject();
        }

        if (holder is JsonObject members)
            return members[segment] ??= new JsonObject();
        return holder;
    }
}
