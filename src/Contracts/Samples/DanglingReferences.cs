using System.Buffers;
using System.Text.Json;

namespace Conformance.Contracts.Samples;

/// <summary>Lets a validator read a document in which references lead nowhere.</summary>
internal static class DanglingReferences
{
    /// <summary>
    /// The document with each schema whose reference leads nowhere replaced by one that nothing satisfies; the same one if there is none.
    /// </summary>
    public static JsonElement Closed(JsonElement document, SchemaReferences references)
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (!Any(document))
            return document;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(document, writer);
        return JsonElement.Parse(buffer.WrittenSpan, new() { MaxDepth = 1000 });

        bool Dangles(JsonElement value)
        {
            if (SchemaReferences.ReferenceOf(new("", value)) is not { } reference)
                return false;
            if (!known.TryGetValue(reference, out var dangles))
                known[reference] = dangles = references.Resolve(reference) is null;
            return dangles;
        }

        bool Any(JsonElement value) =>
            value.ValueKind switch
            {
                JsonValueKind.Object => Dangles(value) || value.EnumerateObject().Any(member => Any(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().Any(Any),
                _ => false,
            };

        void Write(JsonElement value, Utf8JsonWriter writer)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject();
                if (Dangles(value))
                {
                    writer.WriteStartObject("not");
                    writer.WriteEndObject();
                }
                else
                {
                    foreach (var member in value.EnumerateObject())
                    {
                        writer.WritePropertyName(member.Name);
                        Write(member.Value, writer);
                    }
                }

                writer.WriteEndObject();
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
            }
            else
            {
                value.WriteTo(writer);
            }
        }
    }
}
