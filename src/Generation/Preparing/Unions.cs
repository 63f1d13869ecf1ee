using System.Text.Json.Nodes;

namespace Conformance.Generation.Preparing;

/// <summary>
/// Values of one of several types (<c>oneOf</c>, <c>anyOf</c>). NSwag takes the first option for the whole, so that a union becomes a type of its own: in TypeScript
/// an alias, in C# a class that holds the value as JSON. Our templates write both from <c>x-code</c>.
/// </summary>
internal static class Unions
{
    private const int LongestChain = 100;
    private const string Options = "options";

    /// <summary>Turns a prepared schema whose options are several types into a union; leaves others without alternatives that no code could tell apart.</summary>
    public static void Make(JsonObject schema)
    {
        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            if (schema[keyword] is not JsonArray options || options is [JsonObject only] && LocalReferences.Of(only) is not null)
                continue;
            schema.Remove(keyword);
            if (
                schema["properties"] is not null
                || schema["allOf"] is not null
                || schema["enum"] is not null
                || schema["x-code"] is not null
            )
                continue;
            if (options.Count == 1)
            {
                Take(schema, options[0]!.AsObject());
                continue;
            }

            schema.Remove("discriminator");
            if (options.Any(o => o is not JsonObject { Count: > 0 }) || options.All(o => IsPlain(o!.AsObject())))
            {
                Plain(schema, options);
                continue;
            }

            foreach (var other in schema.Select(m => m.Key).Where(k => k is not ("description" or "nullable" or "deprecated")).ToList())
                schema.Remove(other);
            schema["type"] = "object";
            schema["additionalProperties"] = false;
            schema["x-code"] = new JsonObject { [Options] = options.DeepClone() };
        }
    }

    /// <summary>Whether a prepared schema is a union.</summary>
    public static bool IsUnion(JsonObject? schema) => schema?["x-code"] is JsonObject code && code[Options] is not null;

    /// <summary>Gives the unions among named schemas the types of both languages, once all have their names.</summary>
    public static void Complete(JsonObject all)
    {
        foreach (var schema in all.Select(s => s.Value).OfType<JsonObject>().Where(IsUnion))
        {
            var code = schema["x-code"]!.AsObject();
            var types = code[Options]!.AsArray().Select(option => TypeOf(option, all, 0)).ToList();
            code.Remove(Options);
            code["union"] = string.Join(" | ", types.Select(t => t.TypeScript).Distinct(StringComparer.Ordinal));
            code["cases"] = new JsonArray([
                .. types.Select(t => t.CSharp).OfType<string>().Distinct(StringComparer.Ordinal).Select(t => (JsonNode)t),
            ]);
        }
    }

    // Texts of several kinds are a text; of several plain types neither language needs a name.
    private static void Plain(JsonObject schema, JsonArray options)
    {
        var types = options.Select(o => o?["type"]?.ToString()).Distinct(StringComparer.Ordinal).ToList();
        if (schema["type"] is null && types is [{ } type])
            schema["type"] = type;
        else if (schema["type"] is null && types.TrueForAll(t => t is "integer" or "number"))
            schema["type"] = "number";
    }

    private static bool IsPlain(JsonObject option) => option["type"]?.ToString() is "string" or "integer" or "number" or "boolean";

    private static void Take(JsonObject schema, JsonObject only)
    {
        foreach (var (name, value) in only)
            schema[name] ??= value?.DeepClone();
    }

    private static (string TypeScript, string? CSharp) TypeOf(JsonNode? schema, JsonObject all, int depth)
    {
        if (depth > LongestChain || schema is not JsonObject map)
            return ("any", null);
        if (LocalReferences.Of(map) is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            return all[name] is JsonObject target && !HasType(target) ? TypeOf(target, all, depth + 1) : (name, name);
        }

        if (map["oneOf"] is JsonArray { Count: 1 } one)
        {
            var (typeScript, cSharp) = TypeOf(one[0], all, depth + 1);
            return (map["nullable"]?.GetValue<bool>() == true ? typeScript + " | null" : typeScript, cSharp);
        }

        return map["type"]?.ToString() switch
        {
            "string" => ("string", "string"),
            "integer" => ("number", map["format"]?.ToString() == "int32" ? "int" : "long"),
            "number" => ("number", "double"),
            "boolean" => ("boolean", "bool"),
            "array" => ($"({TypeOf(map["items"], all, depth + 1).TypeScript})[]", null),
            "object" when map["additionalProperties"] is JsonObject values => (
                $"{{ [key: string]: {TypeOf(values, all, depth + 1).TypeScript} }}",
                null
            ),
            _ => ("any", null),
        };
    }

    // What NSwag declares a type for; other schemas it writes out where they are used.
    private static bool HasType(JsonObject schema) =>
        schema["properties"] is not null
        || schema["enum"] is not null
        || schema["allOf"] is not null
        || IsUnion(schema)
        || schema["x-code"]?["union"] is not null;
}
