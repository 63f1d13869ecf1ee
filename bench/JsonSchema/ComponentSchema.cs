using System.Text.Json.Nodes;

namespace Conformance.JsonSchema.Bench;

/// <summary>
/// Cuts a component schema out of an OpenAPI document, with all it refers to, so that tools that know no OpenAPI can read it.
/// </summary>
internal static class ComponentSchema
{
    private const string From = "#/components/schemas/";
    private const string To = "#/definitions/";

    public static JsonObject StandAlone(JsonObject components, string name)
    {
        var definitions = new JsonObject();
        var pending = new Queue<string>([name]);
        while (pending.TryDequeue(out var next))
        {
            if (definitions.ContainsKey(next))
                continue;
            var text = components[next]!.ToJsonString();
            definitions[next] = JsonNode.Parse(text.Replace(From, To, StringComparison.Ordinal));
            foreach (var referred in Referred(text))
                pending.Enqueue(referred);
        }

        // Not a bare $ref, which NJsonSchema does not follow at the root.
        return new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = To + name }), ["definitions"] = definitions };
    }

    private static IEnumerable<string> Referred(string text)
    {
        for (var at = text.IndexOf(From, StringComparison.Ordinal); at >= 0; at = text.IndexOf(From, at + 1, StringComparison.Ordinal))
        {
            var start = at + From.Length;
            yield return text[start..text.IndexOf('"', start)];
        }
    }
}
