using System.Globalization;
using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Contracts.Samples;

/// <summary>One schema and its JSON pointer in the document (RFC 6901).</summary>
/// <param name="Pointer">The pointer; for a schema made here, which the document lacks, its own text marked as such.</param>
/// <param name="Json">The schema: an object, <c>true</c> or <c>false</c>.</param>
internal sealed record SchemaNode(string Pointer, JsonElement Json)
{
    private const string MadeMark = "made:";

    /// <summary>Whether the document holds this schema, so that the validator can be asked about it.</summary>
    public bool IsInDocument => !Pointer.StartsWith(MadeMark, StringComparison.Ordinal);

    /// <summary>Whether nothing can be valid against it.</summary>
    public bool IsFalse => Json.ValueKind == JsonValueKind.False;

    /// <summary>A schema that only guides the generation.</summary>
    public static SchemaNode Made(string json) => new(MadeMark + json, JsonValues.Parse(json));

    /// <summary>The value of a keyword, or null when the schema does not have it.</summary>
    public JsonElement? Keyword(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Whether the schema is an object that says nothing but what this keyword says.</summary>
    public bool HasOnly(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.EnumerateObject().All(keyword => keyword.NameEquals(name));

    /// <summary>The value of a keyword that must be a string, else null.</summary>
    public string? Text(string name) => Keyword(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Whether a keyword is there and <c>true</c>.</summary>
    public bool Flag(string name) => Keyword(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The value of a keyword that must be a count, else null; counts beyond an int are cut.</summary>
    public int? Count(string name) =>
        Keyword(name) is { ValueKind: JsonValueKind.Number } value && value.GetDouble() is var count and >= 0
            ? (int)Math.Min(count, int.MaxValue)
            : null;

    /// <summary>The strings of a keyword that must be an array of strings.</summary>
    public IEnumerable<string> Strings(string name) =>
        Keyword(name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
            : [];

    /// <summary>The schema that is a keyword's value, else null.</summary>
    public SchemaNode? Child(string keyword) =>
        Keyword(keyword) is { } value && IsSchema(value) ? new(Pointer + "/" + keyword, value) : null;

    /// <summary>The schemas that a keyword lists in an array.</summary>
    public IEnumerable<SchemaNode> Listed(string keyword) =>
        Keyword(keyword) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
                .Select((value, i) => new SchemaNode($"{Pointer}/{keyword}/{i.ToString(CultureInfo.InvariantCulture)}", value))
            : [];

    /// <summary>The schemas that a keyword maps names to, in the document's order.</summary>
    public IEnumerable<KeyValuePair<string, SchemaNode>> Mapped(string keyword) =>
        Keyword(keyword) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject()
                .Where(entry => IsSchema(entry.Value))
                .Select(entry => KeyValuePair.Create(entry.Name, MappedNode(keyword, entry.Name, entry.Value)))
            : [];

    /// <summary>The schema that a keyword maps one name to, else null.</summary>
    public SchemaNode? Mapped(string keyword, string name) =>
        Keyword(keyword) is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) && IsSchema(value)
            ? MappedNode(keyword, name, value)
            : null;

    private static bool IsSchema(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;

    private SchemaNode MappedNode(string keyword, string name, JsonElement value) =>
        new($"{Pointer}/{keyword}/{JsonPointer.Escape(name)}", value);
}
