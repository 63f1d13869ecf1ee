using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>The ways in which a mutant changes a request.</summary>
internal static class RequestEdits
{
    /// <summary>Adds a header unless it is there.</summary>
    public static void AddHeader(this HttpRequest request, string name, string value)
    {
        if (!request.Headers.ContainsKey(name))
            request.Headers[name] = value;
    }

    /// <summary>Puts a JSON body in place of what was sent.</summary>
    public static void SetJson(this HttpRequest request, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        (request.Body, request.ContentLength, request.ContentType) = (new MemoryStream(bytes), bytes.Length, "application/json");
    }

    /// <summary>What the body, or a member of it, held, as a text; empty where it held nothing that can be read.</summary>
    public static string Sent(this HttpRequest request, string member)
    {
        request.Body.Position = 0;
        try
        {
            using var body = JsonDocument.Parse(request.Body);
            var found = body.RootElement;
            if (member.Length > 0 && (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(member, out found)))
                return "";
            return found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText();
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>Changes the JSON object of the body; leaves a body alone that is none.</summary>
    public static async Task EditJsonAsync(this HttpRequest request, Action<JsonObject> change)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        request.Body = new MemoryStream(buffer.ToArray());
        try
        {
            if (JsonNode.Parse(buffer.ToArray()) is not JsonObject json)
                return;
            change(json);
            var mediaType = request.ContentType;
            request.SetJson(json.ToJsonString());
            request.ContentType = mediaType;
        }
        catch (JsonException)
        {
            // What is no JSON is the stub's affair.
        }
    }

    /// <summary>Takes away the headers whose names are written otherwise than here.</summary>
    public static void DropHeadersInOtherCase(this HttpRequest request, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var others = request.Headers.Keys.Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase) && key != name).ToList();
            foreach (var other in others)
                request.Headers.Remove(other);
        }
    }
}
