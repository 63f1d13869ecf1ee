using System.Text.Json.Nodes;

namespace Conformance.Generation.Preparing;

/// <summary>
/// What <c>allOf</c> is in code: another name for its only part, a class that builds on one other, or, where there are several or where a member is
/// described anew, a class with the members of all.
/// </summary>
/// <param name="given">The schema that a reference leads to, as it was given; null where there is none.</param>
internal sealed class Composition(Func<string, JsonNode?> given)
{
    private const int Deepest = 20;

    /// <summary>
    /// Takes <c>allOf</c> out of a schema unless it stays as the class that the schema builds on. What the schema is another name for, where it is that; null
    /// where it is a type of its own.
    /// </summary>
    public JsonObject? Apply(JsonObject schema)
    {
        if (schema["allOf"] is not JsonArray parts)
            return null;
        var references = parts.Where(p => LocalReferences.Of(p) is not null).ToList();
        var own = new Members();
        own.AddAll(schema["properties"], schema["required"]);
        foreach (var part in parts.Where(p => LocalReferences.Of(p) is null))
            Collect(part, own, 0);
        if (own.Properties.Count == 0 && references is [var only])
            return Alias(schema, parts, only!);
        if (references is [var first] && IsClass(first!))
        {
            var inherited = new Members();
            Collect(first, inherited, 0);
            if (!own.Properties.Keys.Any(inherited.Properties.ContainsKey))
                return null;
            if (inherited.HasDiscriminator)
            {
                Redeclared(schema, parts, inherited);
                return null;
            }
        }

        var all = new Members();
        foreach (var part in parts)
            Collect(part, all, 0);
        all.AddAll(schema["properties"], schema["required"]);
        schema.Remove("allOf");
        if (all.Properties.Count == 0)
        {
            Take(schema, parts);
            return null;
        }

        schema["type"] = "object";
        schema["properties"] = new JsonObject(all.Properties.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        if (all.Required.Count > 0)
            schema["required"] = new JsonArray([.. all.Required.Where(all.Properties.ContainsKey).Select(r => (JsonNode)r)]);
        return null;
    }

    private static JsonObject Alias(JsonObject schema, JsonArray parts, JsonNode only)
    {
        var nullable = parts.Append(schema).Any(p => p?["nullable"]?.GetValueKind() == System.Text.Json.JsonValueKind.True);
        var reference = only.DeepClone().AsObject();
        return nullable ? new JsonObject { ["nullable"] = true, ["oneOf"] = new JsonArray(reference) } : reference;
    }

    // Of parts without members, what they say of a plain value.
    private void Take(JsonObject schema, JsonArray parts)
    {
        foreach (var part in parts)
        {
            foreach (var (name, value) in Resolved(part) as JsonObject ?? [])
                schema[name] ??= value?.DeepClone();
        }
    }

    private static void Redeclared(JsonObject schema, JsonArray parts, Members inherited)
    {
        foreach (var part in parts.Append(schema))
        {
            foreach (
                var name in (part?["properties"] as JsonObject ?? []).Select(p => p.Key).Where(inherited.Properties.ContainsKey).ToList()
            )
                part!["properties"]!.AsObject().Remove(name);
        }
    }

    private bool IsClass(JsonNode reference)
    {
        if (Resolved(reference) is not JsonObject target || target["enum"] is not null)
            return false;
        if (target["oneOf"] is not null || target["anyOf"] is not null)
            return target["properties"] is not null;
        var members = new Members();
        Collect(target, members, 0);
        var isAlias = target["properties"] is null && target["allOf"] is JsonArray { Count: 1 };
        return members.Properties.Count > 0 && !isAlias;
    }

    private JsonNode? Resolved(JsonNode? schema)
    {
        for (var i = 0; i < Deepest && LocalReferences.Of(schema) is { } reference; i++)
            schema = given(reference);
        return schema;
    }

    private void Collect(JsonNode? schema, Members members, int depth)
    {
        if (depth > Deepest || Resolved(schema) is not JsonObject map)
            return;
        foreach (var part in map["allOf"] as JsonArray ?? [])
            Collect(part, members, depth + 1);
        members.HasDiscriminator |= map["discriminator"] is not null;
        members.AddAll(map["properties"], map["required"]);
    }

    private sealed class Members
    {
        public Dictionary<string, JsonNode?> Properties { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

        public bool HasDiscriminator { get; set; }

        public void AddAll(JsonNode? properties, JsonNode? required)
        {
            foreach (var (name, schema) in properties as JsonObject ?? [])
                Properties[name] = schema;
            foreach (var name in required as JsonArray ?? [])
            {
                if (name is JsonValue value && value.TryGetValue<string>(out var text))
                    Required.Add(text);
            }
        }
    }
}
