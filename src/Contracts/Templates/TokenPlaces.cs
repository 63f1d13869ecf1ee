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
        foreach (var (written, expression) in tokens)
        {
            var pointer = written;
            while (pointer.IndexOf("/*", StringComparison.Ordinal) is >= 0 and var star)
            {
                example = WithOneItem(example, JsonPointer.TryParse(pointer[..star])!.Segments);
                pointer = pointer[..star] + "/0" + pointer[(star + 2)..];
            }

            var text = expression.IsListed ? "{$listed.id}" : "{$token." + expression.Name + "}";
            example = Put(example, JsonPointer.TryParse(pointer) ?? JsonPointer.Root, text);
        }

        return example;
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
