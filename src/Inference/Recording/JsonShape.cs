using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Inference.Recording;

/// <summary>The schema of what was seen: names and types, and no value.</summary>
/// <param name="secrets">Texts that must not be written, wherever they stand.</param>
internal sealed class JsonShape(IReadOnlyCollection<string> secrets)
{
    private const int MostMembers = 80;
    private const int LongestName = 40;

    /// <summary>A schema that all of the values fit. Nothing is said to be required: another user's may lack it.</summary>
    /// <param name="deepest">How many levels of it are told.</param>
    public JsonObject Of(IReadOnlyCollection<JsonNode?> values, int deepest)
    {
        var kinds = values.OfType<JsonNode>().Select(KindOf).Distinct(StringComparer.Ordinal).ToList();
        var schema = new JsonObject();
        if (kinds is not [var kind] || deepest < 0)
            return schema;
        schema["type"] = values.Any(v => v is null) ? new JsonArray(kind, "null") : kind;
        if (kind == "array" && deepest > 0)
            schema["items"] = Of([.. values.OfType<JsonArray>().SelectMany(a => a)], deepest - 1);
        if (kind != "object" || deepest == 0)
            return schema;
        var objects = values.OfType<JsonObject>().ToList();
        var names = objects.SelectMany(o => o.Select(m => m.Key)).Distinct(StringComparer.Ordinal).ToList();
        // Keys that are no names are values: of users, of things.
        if (names.Count is 0 or > MostMembers || !names.TrueForAll(IsName))
            return schema;
        schema["properties"] = new JsonObject(
            names.Select(n =>
                KeyValuePair.Create(n, (JsonNode?)Of([.. objects.Where(o => o.ContainsKey(n)).Select(o => o[n])], deepest - 1))
            )
        );
        return schema;
    }

    /// <summary>Whether a text can be the name of a member, and is no secret.</summary>
    public bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '$' or '@' or ':')
        && !char.IsDigit(text[0])
        && !secrets.Any(s => s.Length > 3 && text.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static string KindOf(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "string",
        };
}
