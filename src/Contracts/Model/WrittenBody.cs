using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;

namespace Conformance.Contracts.Model;

/// <summary>Writes a value in its media type, where that is not JSON.</summary>
internal static class WrittenBody
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] EventFields = ["event", "id", "retry"];

    /// <summary>Whether a type, without parameters, is a sequence of items, each complete in itself (OpenAPI 3.2.0, section 4.14.4).</summary>
    public static bool IsSequence(ReadOnlySpan<char> type) => IsEvents(type) || IsLines(type) || IsTextSequence(type);

    /// <summary>Whether a type is XML (RFC 7303, sections 9.1, 9.2 and 8).</summary>
    public static bool IsXml(ReadOnlySpan<char> type) =>
        type.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
        || type.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether expressions in a text of this type are escaped as in XML and HTML.</summary>
    public static bool IsMarkup(ReadOnlySpan<char> type) => IsXml(type) || type.Equals("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value as a body.</summary>
    /// <param name="contentType">The type that is sent.</param>
    /// <param name="type">What the document says of it.</param>
    public static ExampleBody Of(string contentType, MediaType type, JsonNode? value, ICollection<string> unknown)
    {
        var essence = MediaType.Essence(contentType);
        if (IsSequence(essence))
            return new ExampleBody(JsonTemplateCompiler.CompileSequence(Sequence(essence, value), unknown));
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        if (text is null && essence.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            text = string.Join('&', Fields(value, type).Select(f => $"{Encoded(f.Key)}={Encoded(f.Value)}"));
        else if (text is null && essence.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            text = FormFields.Multipart(Fields(value, type));
        else if (IsXml(essence) && (text is null || type.Schema is { } schema && !schema.Types.HasFlag(JsonTypes.String)))
            text ??= XmlBody.Write(value, type.Schema);
        else if (text is null && essence.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            text = Page(XmlBody.Escaped(value?.ToJsonString(Indented) ?? ""));
        else if (text is null && IsYaml(essence))
            text = Yaml(value);
        else if (text is null && essence.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            text = Csv(value);
        else if (text is null)
            return new ExampleBody(JsonTemplateCompiler.Compile(value, unknown));
        var escape =
            IsMarkup(essence) ? TextEscape.Markup
            : essence.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? TextEscape.Form
            : TextEscape.None;
        return new ExampleBody(TextTemplate.Parse(text, unknown), escape);
    }

    /// <summary>What is sent where the document shows no value: a file of the type, or a value of the schema in that type.</summary>
    public static ExampleBody Made(string contentType, MediaType type, JsonNode? value)
    {
        var essence = MediaType.Essence(contentType).ToString();
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        if (value is null or JsonValue && SampleFiles.Of(essence) is { } file)
            return new ExampleBody(file);
        if (text is not null && type.Schema is null or { TakesAnyString: true })
        {
            if (IsXml(essence))
                return new ExampleBody(TextTemplate.Parse(XmlBody.Write(value, type.Schema), []), TextEscape.Markup);
            if (essence.Equals("text/html", StringComparison.OrdinalIgnoreCase))
                return new ExampleBody(TextTemplate.Parse(Page(XmlBody.Escaped(text!)), []), TextEscape.Markup);
        }

        return Of(contentType, type, value, []);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(JsonNode? value, MediaType type) =>
        value is JsonObject form ? FormFields.Of(form, type.Encodings) : [];

    // An expression stays one: what it stands for is encoded when it is known.
    private static string Encoded(string text) =>
        string.Concat(
            TextTemplate
                .Parse(text, [])
                .Parts.Select(p => p.Text is { } plain ? Uri.EscapeDataString(plain) : $"{{{p.Expression!.Written}}}")
        );

    private static string Page(string text) =>
        $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sample</title></head><body><pre>{text}</pre></body></html>\n";

    private static bool IsYaml(ReadOnlySpan<char> type) =>
        type.Equals("application/yaml", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/x-yaml", StringComparison.OrdinalIgnoreCase)
        || type.Equals("text/yaml", StringComparison.OrdinalIgnoreCase)
        || type.Equals("text/x-yaml", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("+yaml", StringComparison.OrdinalIgnoreCase);

    // The block style of YAML 1.2: scalars are those of JSON, which YAML reads alike.
    private static string Yaml(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(value, 0, isInline: false);
        return text.ToString();

        void Write(JsonNode? node, int depth, bool isInline)
        {
            var isFirst = true;
            IEnumerable<(string Mark, JsonNode? Value)> children = node switch
            {
                JsonObject { Count: > 0 } members => members.Select(m => ($"{JsonSerializer.Serialize(m.Key, Indented)}:", m.Value)),
                JsonArray { Count: > 0 } items => items.Select(i => ("-", i)),
                _ => [],
            };
            foreach (var (mark, child) in children)
            {
                if (!(isFirst && isInline))
                    text.Append(' ', depth * 2);
                isFirst = false;
                text.Append(mark);
                if (child is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
                {
                    var goesOn = mark == "-";
                    text.Append(goesOn ? " " : "\n");
                    Write(child, depth + 1, goesOn);
                }
                else
                    text.Append(' ').Append(Scalar(child)).Append('\n');
            }

            if (isFirst)
                text.Append(Scalar(node)).Append('\n');
        }

        static string Scalar(JsonNode? node) => node?.ToJsonString(Indented) ?? "null";
    }

    // RFC 4180.
    private static string Csv(JsonNode? value)
    {
        IReadOnlyList<JsonNode?> rows = value is JsonArray items ? [.. items] : [value];
        var names = rows.OfType<JsonObject>().SelectMany(r => r.Select(m => m.Key)).Distinct(StringComparer.Ordinal).ToList();
        var lines = rows.Select(r =>
            r is JsonObject members ? names.Select(n => Cell(members[n]))
            : r is JsonArray cells ? cells.Select(Cell)
            : [Cell(r)]
        );
        return string.Concat(
            (names.Count > 0 ? lines.Prepend(names.Select(n => Quoted(n))) : lines).Select(l => string.Join(',', l) + "\r\n")
        );

        static string Cell(JsonNode? node) => Quoted(FormFields.Text(node));

        static string Quoted(string text) =>
            text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static bool IsEvents(ReadOnlySpan<char> type) => type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static bool IsLines(ReadOnlySpan<char> type) =>
        type.Equals("application/jsonl", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/ndjson", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/x-jsonlines", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/jsonlines", StringComparison.OrdinalIgnoreCase);

    private static bool IsTextSequence(ReadOnlySpan<char> type) =>
        type.Equals("application/json-seq", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("+json-seq", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Before, JsonNode? Value, bool IsText, string After)> Sequence(
        ReadOnlySpan<char> type,
        JsonNode? value
    )
    {
        IReadOnlyList<JsonNode?> items = value switch
        {
            JsonArray array => [.. array],
            null => [],
            _ => [value],
        };
        if (IsEvents(type))
            return items.Select(Event);

        // RFC 7464 begins each text with a record separator.
        var before = IsTextSequence(type) ? "\u001e" : "";
        return items.Select(i => (before, i, false, "\n"));
    }

    // The HTML Standard, section 9.2.6; OpenAPI 3.2.0, section 4.14.4.3, for the object that stands for an event.
    private static (string Before, JsonNode? Value, bool IsText, string After) Event(JsonNode? item)
    {
        var data = item is JsonObject fields && (fields.ContainsKey("data") || fields.ContainsKey("event")) ? fields["data"] : item;
        var before = new StringBuilder();
        foreach (var name in EventFields)
        {
            if (data != item && ((JsonObject)item!)[name] is JsonValue value)
                before.Append(name).Append(": ").Append(FormFields.Text(value).ReplaceLineEndings(" ")).Append('\n');
        }

        if (data is null)
            return (before.ToString(), null, true, "\n");
        before.Append("data: ");
        var isText = data.GetValueKind() == JsonValueKind.String;
        return isText
            ? (before + data.GetValue<string>().ReplaceLineEndings("\ndata: "), null, true, "\n\n")
            : (before.ToString(), data, false, "\n\n");
    }
}
