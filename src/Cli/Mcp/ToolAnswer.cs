using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Conformance.Cli.Mcp;

/// <summary>What tools answer: a text for the model, and the same as data where there is some.</summary>
internal static class ToolAnswer
{
    public static CallToolResult Of(string text, JsonObject? data = null) =>
        new()
        {
            Content = [new TextContentBlock { Text = text.Trim() }],
            StructuredContent = data is null ? null : JsonSerializer.SerializeToElement(data),
        };

    /// <summary>What the user or the model has to mend; the sentence says how.</summary>
    public static CallToolResult Mistake(string text) => new() { Content = [new TextContentBlock { Text = text.Trim() }], IsError = true };
}
