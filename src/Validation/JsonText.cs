using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Validation;

/// <summary>Strings of JSON that may be hostile.</summary>
public static class JsonText
{
    /// <summary>How deep the JSON of bodies may be nested.</summary>
    public const int MostLevels = 128;

    /// <summary>What is wrong with a text that was not read as JSON, a verb phrase: <c>is no valid JSON: line 1, byte 5</c>.</summary>
    public static string Fault(ReadOnlySpan<byte> json, JsonException exception) =>
        IsTooDeep(json)
            ? $"is nested deeper than {MostLevels} levels, which is as deep as the JSON of a body is read"
            : $"is no valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";

    // The reader says it in a message alone. What comes first counts, a level too many or a mistake.
    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostLevels + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MostLevels && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return true;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }

    /// <summary>The string; null where the value is no string, or holds an escape that stands for no character (an unpaired surrogate).</summary>
    public static string? Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The value at a JSON pointer; null where there is none, or where the text is no pointer.</summary>
    public static JsonElement? At(JsonElement element, string pointer) =>
        JsonPointer.TryParse(pointer) is { } parsed ? At(element, parsed) : null;

    /// <inheritdoc cref="At(JsonElement, string)"/>
    public static JsonElement? At(JsonElement element, JsonPointer pointer)
    {
        foreach (var segment in pointer.Segments)
        {
            if (element.ValueKind == JsonValueKind.Object && Member(element, segment) is { } member)
                element = member;
            else if (
                element.ValueKind == JsonValueKind.Array
                && JsonPointer.PositionIn(segment) is >= 0 and var index
                && index < element.GetArrayLength()
            )
                element = element[index];
            else
                return null;
        }

        return element;
    }

    // A look-up stops at the first name with an escape that stands for no character, though the name that is meant may come behind it.
    private static JsonElement? Member(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var member) ? member : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            JsonElement? found = null;
            foreach (var property in element.EnumerateObject())
            {
                if (NameIs(property, name))
                    found = property.Value;
            }

            return found;
        }
    }

    private static bool NameIs(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
