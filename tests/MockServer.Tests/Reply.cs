using System.Text.Json.Nodes;

namespace Conformance.MockServer.Tests;

/// <summary>A response, read whole.</summary>
public sealed record Reply(int Status, string? ContentType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    private IReadOnlyList<(string Name, string Value)> All { get; init; } = [];

    /// <summary>The lines of a header, one by one.</summary>
    public string[] Lines(string name) => [.. All.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The string at a path of names.</summary>
    public string String(params string[] path) => path.Aggregate(Json, (node, name) => node[name]!).GetValue<string>();

    /// <summary>Asserts the status and, exactly, the JSON body.</summary>
    public void Is(int status, string json)
    {
        Assert.Equal(status, Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), Json), $"expected {json}, got {Text}");
    }

    public static async Task<Reply> OfAsync(HttpResponseMessage response) =>
        new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase)
        )
        {
            All = [.. response.Headers.SelectMany(h => h.Value, (h, value) => (h.Key, value))],
        };

    /// <summary>A segment of a compact token (RFC 7515, section 7.1) as JSON.</summary>
    public static JsonNode Segment(string token, int index) => JsonNode.Parse(Convert.FromBase64String(Padded(token.Split('.')[index])))!;

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');
}
