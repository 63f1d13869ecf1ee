using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conformance.Reporting.Views;

/// <summary>How the reports that are JSON are written.</summary>
internal static class JsonText
{
    // Files of JSON are read as such and never pasted into a page, so quotes and letters of all scripts stand as people read them.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions Indented { get; } =
        new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = Encoder,
        };

    public static JsonWriterOptions OneLine { get; } = new() { Encoder = Encoder };

    /// <summary>A string, or null.</summary>
    public static void StringOrNull(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteString(name, value);
    }

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>An object whose members are strings.</summary>
    public static void Map(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> members)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in members)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    /// <summary>An array of what <paramref name="write"/> writes for each item.</summary>
    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
