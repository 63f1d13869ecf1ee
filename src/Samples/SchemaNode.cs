using System.Globalization;
using System.Text;
using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Samples;

/// <summary>One schema and its JSON pointer in the document (RFC 6901).</summary>
/// <param name="Pointer">The pointer; for a schema made here, which the document lacks, its own text marked as such.</param>
/// <param name="Node">The schema: an object, <c>true</c> or <c>false</c>.</param>
internal sealed record SchemaNode(string Pointer, Node Node)
{
    private const string MadeMark = "made:";

    /// <summary>Whether the document holds this schema, so that the validator can be asked about it.</summary>
    public bool IsInDocument => !Pointer.StartsWith(MadeMark, StringComparison.Ordinal);

    /// <summary>Whether nothing can be valid against it.</summary>
    public bool IsFalse => Node.AsBoolean() == false;

    /// <summary>A schema of a document.</summary>
    public static SchemaNode Of(Node node) => new(node.Pointer, node);

    /// <summary>A schema that only guides the generation.</summary>
    public static SchemaNode Made(string json) => new(MadeMark + json, DocumentReader.Read(MadeMark, Encoding.UTF8.GetBytes(json), [])!);

    /// <summary>Whether the schema has a keyword.</summary>
    public bool Has(string name) => Node[name] is not null;

    /// <summary>The value of a keyword, or null when the schema does not have it.</summary>
    public JsonElement? Keyword(string name) => Node[name] is { } value ? JsonValues.Of(value) : null;

    /// <summary>The values that a keyword lists in an array.</summary>
    public IEnumerable<JsonElement> Values(string name) => (Node[name]?.Items ?? []).Select(JsonValues.Of);

    /// <summary>Whether the schema is an object that says nothing but what this keyword says.</summary>
    public bool HasOnly(string name) => Node is ObjectNode && Node.Members.All(keyword => keyword.Name == name);

    /// <summary>The value of a keyword that must be a string, else null.</summary>
    public string? Text(string name) => Node[name]?.AsString();

    /// <summary>Whether a keyword is there and <c>true</c>.</summary>
    public bool Flag(string name) => Node[name]?.AsBoolean() == true;

    /// <summary>The value of a keyword that must be a count, else null; counts beyond an int are cut.</summary>
    public int? Count(string name) =>
        Keyword(name) is { ValueKind: JsonValueKind.Number } value && value.GetDouble() is var count and >= 0
            ? (int)Math.Min(count, int.MaxValue)
            : null;

    /// <summary>The strings of a keyword that must be an array of strings.</summary>
    public IEnumerable<string> Strings(string name) => (Node[name]?.Items ?? []).Select(item => item.AsString()).OfType<string>();

    /// <summary>The schema that is a keyword's value, else null.</summary>
    public SchemaNode? Child(string keyword) => Node[keyword] is { } value && IsSchema(value) ? new(Pointer + "/" + keyword, value) : null;

    /// <summary>The schemas that a keyword lists in an array.</summary>
    public IEnumerable<SchemaNode> Listed(string keyword) =>
        (Node[keyword]?.Items ?? []).Select(
            (value, i) => new SchemaNode($"{Pointer}/{keyword}/{i.ToString(CultureInfo.InvariantCulture)}", value)
        );

    /// <summary>The schemas that a keyword maps names to, in the document's order.</summary>
    public IEnumerable<KeyValuePair<string, SchemaNode>> Mapped(string keyword) =>
        (Node[keyword]?.Members ?? [])
            .Where(entry => IsSchema(entry.Value))
            .Select(entry => KeyValuePair.Create(entry.Name, MappedNode(keyword, entry.Name, entry.Value)));

    /// <summary>The schema that a keyword maps one name to, else null.</summary>
    public SchemaNode? Mapped(string keyword, string name) =>
        Node[keyword]?[name] is { } value && IsSchema(value) ? MappedNode(keyword, name, value) : null;

    private static bool IsSchema(Node value) => value is ObjectNode || value.AsBoolean() is not null;

    private SchemaNode MappedNode(string keyword, string name, Node value) => new($"{Pointer}/{keyword}/{JsonPointer.Escape(name)}", value);
}
