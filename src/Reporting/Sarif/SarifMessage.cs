using System.Text.Json;

namespace Conformance.Reporting.Sarif;

/// <summary>SARIF's objects that hold text (section 3.11).</summary>
internal static class SarifMessage
{
    /// <summary>A message; what a target wrote into it cannot become a link (section 3.11.6).</summary>
    public static void Message(this Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text.Replace("](", "] (", StringComparison.Ordinal));
        json.WriteEndObject();
    }
}
