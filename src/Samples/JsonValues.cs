using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Samples;

/// <summary>Builds immutable JSON values out of plain ones.</summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static JsonElement Null { get; } = Parse("null");

    public static JsonElement True { get; } = Parse("true");

    public static JsonElement False { get; } = Parse("false");

    public static JsonElement Of(Node value) => JsonElement.Parse(value.ToUtf8Json(), Deep);

    public static JsonElement Of(string text) => Written(writer => writer.WriteStringValue(text));

    public static JsonElement Of(decimal number) => Parse(number.ToString("0.############################", CultureInfo.InvariantCulture));

    public static JsonElement Of(IReadOnlyList<JsonElement> items) =>
        Written(writer =>
        {
            writer.WriteStartArray();
            foreach (var item in items)
                item.WriteTo(writer);
            writer.WriteEndArray();
        });

    public static JsonElement Of(IEnumerable<KeyValuePair<string, JsonElement>> properties) =>
        Written(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in properties)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        });

    public static JsonElement Parse(string json) => JsonElement.Parse(json, Deep);

    /// <summary>How many values a value holds, itself included.</summary>
    public static int Count(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => 1 + value.EnumerateObject().Sum(property => Count(property.Value)),
            JsonValueKind.Array => 1 + value.EnumerateArray().Sum(Count),
            _ => 1,
        };

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return JsonElement.Parse(buffer.WrittenSpan, Deep);
    }
}
