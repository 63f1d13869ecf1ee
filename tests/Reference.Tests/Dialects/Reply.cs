using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(int Status, string MediaType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as JSON; null where it is none.</summary>
    public JsonNode? Json { get; } = Parse(Text);

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsStringAsync(),
            headers
        );
    }

    /// <summary>Status and body in a line.</summary>
    public override string ToString() => $"{Status} {Text}".TrimEnd();

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
