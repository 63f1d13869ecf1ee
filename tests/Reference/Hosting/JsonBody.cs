using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>A JSON object in a request, read by hand: for the servers that stand on no stub.</summary>
/// <param name="Value">The object; null where there is none.</param>
/// <param name="Status">What is wrong with it: 400 or 415; 0 where nothing is.</param>
internal readonly record struct JsonBody(JsonObject? Value, int Status)
{
    /// <summary>Reads it.</summary>
    public static async Task<JsonBody> ReadAsync(HttpContext context, bool isRequired)
    {
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (text.Length == 0)
            return new JsonBody(null, isRequired ? 400 : 0);
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            return new JsonBody(null, 415);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new JsonBody(null, 400);

            // Of two members of one name the last one counts, as in most languages.
            var json = new JsonObject();
            foreach (var member in document.RootElement.EnumerateObject())
                json[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            return new JsonBody(json, 0);
        }
        catch (JsonException)
        {
            return new JsonBody(null, 400);
        }
    }

    /// <summary>The text of a member; null where it is absent or no text.</summary>
    public string? Text(string name) => Value?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether a member is there and true.</summary>
    public bool IsTrue(string name) => Value?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
