using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Contracts.Schemas;

/// <summary>
/// Writes a document as one direction of traffic sees its schemas: <c>required</c> names no property that the direction does without, and in
/// responses such a property has a schema that nothing satisfies. Everything keeps its place, so that JSON pointers into the document hold in it too.
/// </summary>
internal sealed class DirectedDocument
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HashSet<string> NoNames = [];
    private static readonly string[] Subschemas =
    [
        "items",
        "additionalItems",
        "additionalProperties",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
        "then",
        "else",
    ];
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
    private static readonly string[] Maps = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];

    private readonly OneWayProperties _oneWay;
    private readonly bool _forbids;
    private readonly Utf8JsonWriter _writer;
    private readonly HashSet<string> _forbidden = new(StringComparer.Ordinal);

    private DirectedDocument(OneWayProperties oneWay, bool forbids, Utf8JsonWriter writer) =>
        (_oneWay, _forbids, _writer) = (oneWay, forbids, writer);

    /// <summary>Writes the document; null where the direction sees it as it is.</summary>
    /// <param name="forbidden">The JSON pointers of the schemas that nothing satisfies.</param>
    public static byte[]? Write(Node root, bool openApi30, Direction direction, out IReadOnlySet<string> forbidden)
    {
        var oneWay = new OneWayProperties(direction, openApi30);
        forbidden = NoNames;
        if (!oneWay.AnyBelow(root))
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        var document = new DirectedDocument(oneWay, direction == Direction.Response, writer);
        document.WriteContainer(root, parent: "", name: "");
        writer.Flush();
        forbidden = document._forbidden;
        return buffer.WrittenSpan.ToArray();
    }

    // Outside of schemas; which members hold schemas is what the schema engine goes by, too.
    private void WriteContainer(Node node, string parent, string name)
    {
        if (name is "example" or "examples" || name.StartsWith("x-", StringComparison.Ordinal))
            node.WriteTo(_writer);
        else if (node is ObjectNode)
            WriteMembers(node, member => WriteContainerMember(member, parent, name));
        else if (node is ArrayNode)
            WriteItems(node, item => WriteContainer(item, name, ""));
        else
            node.WriteTo(_writer);
    }

    private void WriteContainerMember(Member member, string parent, string name)
    {
        if ((parent, name) is ("components", "schemas"))
            WriteSchema(member.Value, NoNames);
        else if (member.Name is "schema" or "itemSchema" && (parent, name) is not ("components", _))
            WriteSchema(member.Value, NoNames);
        else
            WriteContainer(member.Value, name, member.Name);
    }

    /// <param name="around">The names of one-way properties that the schemas around this one speak of, for the same object.</param>
    private void WriteSchema(Node schema, HashSet<string> around)
    {
        if (schema is not ObjectNode || _oneWay.IsPureReference(schema))
        {
            schema.WriteTo(_writer);
            return;
        }

        var names = _oneWay.NamesIn(schema);
        names.UnionWith(around);
        WriteMembers(schema, keyword => WriteKeyword(keyword.Name, keyword.Value, names));
    }

    private void WriteKeyword(string keyword, Node value, HashSet<string> names)
    {
        if (keyword == "required" && value is ArrayNode)
            WriteNames(value, names);
        else if (keyword == "dependentRequired" && value is ObjectNode)
            WriteMembers(value, member => WriteNames(member.Value, names));
        else if (Maps.Contains(keyword) && value is ObjectNode)
            WriteMembers(value, member => WriteChild(member.Value, mayForbid: keyword is "properties" or "patternProperties"));
        else if (Subschemas.Contains(keyword))
            WriteChild(value, mayForbid: keyword is "additionalProperties");
        // An alternative keeps its own "required": without it, it would take what belongs to its neighbour.
        else if (Lists.Contains(keyword) && value is ArrayNode)
            WriteItems(value, part => WriteSchema(part, keyword == "allOf" ? names : NoNames));
        else
            value.WriteTo(_writer);
    }

    private void WriteChild(Node schema, bool mayForbid)
    {
        if (!_forbids || !mayForbid || !_oneWay.IsMarked(schema))
        {
            WriteSchema(schema, NoNames);
            return;
        }

        _forbidden.Add(schema.Pointer);
        _writer.WriteStartObject();
        _writer.WriteBoolean("writeOnly"u8, true);
        _writer.WriteStartObject("not"u8);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteNames(Node list, HashSet<string> without) =>
        WriteItems(list, item => item.WriteTo(_writer), item => item.AsString() is not { } name || !without.Contains(name));

    private void WriteItems(Node list, Action<Node> write, Func<Node, bool>? takes = null)
    {
        _writer.WriteStartArray();
        foreach (var item in list.Items)
        {
            if (takes?.Invoke(item) != false)
                write(item);
        }

        _writer.WriteEndArray();
    }

    private void WriteMembers(Node node, Action<Member> write)
    {
        _writer.WriteStartObject();
        foreach (var member in node.Members)
        {
            _writer.WritePropertyName(member.Name);
            write(member);
        }

        _writer.WriteEndObject();
    }
}
