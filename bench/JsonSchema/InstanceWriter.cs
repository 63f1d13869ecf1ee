using System.Text.Json.Nodes;

namespace Conformance.JsonSchema.Bench;

/// <summary>Writes an instance that a schema of the benchmarks accepts: every property, two items an array, the first alternative,
/// but null where there are many, since they overlap.</summary>
internal sealed class InstanceWriter(JsonObject components)
{
    private const int ItemsPerArray = 2;
    private const int DeepestReference = 4;

    public JsonNode? Write(JsonNode schema, int depth = 0)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Write(components[reference[(reference.LastIndexOf('/') + 1)..]]!, depth + 1);
        if (schema["enum"] is JsonArray values)
            return values[0]!.DeepClone();
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray alternatives)
            return Write((depth < DeepestReference && alternatives.Count <= 2 ? alternatives[0] : alternatives[^1])!, depth);
        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => Array(schema, depth),
            "integer" => 42,
            "number" => 4.25,
            "boolean" => true,
            "string" => Text(schema),
            _ => null,
        };
    }

    private static string? TypeOf(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray types => types[0]!.GetValue<string>(),
            JsonValue type => type.GetValue<string>(),
            _ => schema["properties"] is null ? null : "object",
        };

    private static string Text(JsonNode schema) =>
        schema["format"]?.GetValue<string>() switch
        {
            "date-time" => "2026-01-02T03:04:05.000Z",
            "date" => "2026-01-02",
            "uri" => "https://social.example/@someone/113742",
            "email" => "someone@social.example",
            _ => "Some text of an ordinary length",
        };

    private JsonObject Object(JsonNode schema, int depth)
    {
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        var instance = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (depth < DeepestReference || required.Contains(name))
                instance[name] = Write(property!, depth + 1);
        }

        return instance;
    }

    private JsonArray Array(JsonNode schema, int depth)
    {
        var items = new JsonArray();
        for (var index = 0; index < ItemsPerArray && depth < DeepestReference && schema["items"] is { } item; index++)
            items.Add(Write(item, depth + 1));
        return items;
    }
}
