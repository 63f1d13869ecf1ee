using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Conformance.Documents;

namespace Conformance.Contracts.Schemas;

/// <summary>Writes values as XML, as the XML Objects of their schemas say (OpenAPI 3.1.1, section 4.8.26; 3.2.0 for <c>nodeType</c>).</summary>
internal static class XmlBody
{
    private const string Components = "/components/schemas/";
    private const string UsualRoot = "root";
    private const string UsualItem = "item";

    /// <summary>An XML document (XML 1.0, section 2.1) without a declaration, which UTF-8 needs none of.</summary>
    public static string Write(JsonNode? value, SchemaHandle? schema)
    {
        var text = new StringBuilder();
        var shape = schema?.Shape ?? ValueShape.Any;
        var rules = XmlRules.Of(shape);
        var name = rules.Name ?? ComponentOf(shape) ?? UsualRoot;
        if (value is JsonArray items)
            Wrapped(text, name, rules, items, shape.Items, XmlRules.Of(shape.Items).Name ?? ComponentOf(shape.Items) ?? UsualItem, []);
        else
            Element(text, name, value, shape, []);
        return text.ToString();
    }

    /// <summary>A text within an element or an attribute; characters that XML cannot hold are left out.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(
                rune.Value switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    '\'' => "&#39;",
                    < ' ' and not '\t' and not '\n' and not '\r' => "",
                    0xFFFE or 0xFFFF => "",
                    _ => rune.ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    private static void Element(StringBuilder text, string name, JsonNode? value, ValueShape shape, IReadOnlyList<string> prefixes)
    {
        var rules = XmlRules.Of(shape);
        if (value is JsonArray items)
        {
            Wrapped(text, name, rules, items, shape.Items, XmlRules.Of(shape.Items).Name ?? UsualItem, prefixes);
            return;
        }

        var members = value as JsonObject ?? [];
        var (tag, inner) = Open(text, name, rules, prefixes);
        foreach (var (member, held) in members)
        {
            if (XmlRules.Of(shape.Property(member)) is { IsAttribute: true } attribute && held is not (JsonObject or JsonArray))
                Attribute(text, attribute, member, held, ref inner);
        }

        var start = text.Append('>').Length;
        foreach (var (member, held) in members)
            Member(text, member, held, shape.Property(member), inner);
        if (value is JsonValue)
            text.Append(
                rules.IsCData
                    ? $"<![CDATA[{TextOf(value).Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>"
                    : Escaped(TextOf(value))
            );
        Close(text, tag, start);
    }

    private static void Member(StringBuilder text, string name, JsonNode? value, ValueShape shape, IReadOnlyList<string> prefixes)
    {
        var rules = XmlRules.Of(shape);
        if (value is JsonArray items)
        {
            var (own, others) = (XmlRules.Of(shape.Items).Name, rules.Name ?? name);
            if (rules.IsWrapped)
                Wrapped(text, others, rules, items, shape.Items, own ?? others, prefixes);
            else
            {
                foreach (var item in items)
                    Element(text, own ?? name, item, shape.Items, prefixes);
            }
        }
        else if (rules is { IsText: true } or { IsCData: true } && value is JsonValue)
            text.Append(Escaped(TextOf(value)));
        else if (!rules.IsAttribute || value is JsonObject)
            Element(text, rules.Name ?? name, value, shape, prefixes);
    }

    private static void Wrapped(
        StringBuilder text,
        string name,
        XmlRules rules,
        JsonArray items,
        ValueShape shape,
        string item,
        IReadOnlyList<string> prefixes
    )
    {
        var (tag, inner) = Open(text, name, rules, prefixes);
        var start = text.Append('>').Length;
        foreach (var value in items)
            Element(text, item, value, shape, inner);
        Close(text, tag, start);
    }

    private static (string Tag, IReadOnlyList<string> Prefixes) Open(
        StringBuilder text,
        string name,
        XmlRules rules,
        IReadOnlyList<string> prefixes
    )
    {
        var local = NameOf(name);
        var prefix = rules.Prefix is { } given && (rules.Namespace is not null || prefixes.Contains(given)) ? given : null;
        var tag = prefix is null ? local : $"{prefix}:{local}";
        text.Append('<').Append(tag);
        if (rules.Namespace is { } space && (prefix is null || !prefixes.Contains(prefix)))
            text.Append(prefix is null ? " xmlns=\"" : $" xmlns:{prefix}=\"").Append(Escaped(space)).Append('"');
        return (tag, prefix is null ? prefixes : [.. prefixes, prefix]);
    }

    private static void Attribute(StringBuilder text, XmlRules rules, string name, JsonNode? value, ref IReadOnlyList<string> prefixes)
    {
        var local = NameOf(rules.Name ?? name);
        if (rules is { Prefix: { } prefix, Namespace: { } space } && !prefixes.Contains(prefix))
        {
            text.Append($" xmlns:{prefix}=\"{Escaped(space)}\"");
            prefixes = [.. prefixes, prefix];
        }

        var tag = rules.Prefix is { } known && prefixes.Contains(known) ? $"{known}:{local}" : local;
        text.Append(' ').Append(tag).Append("=\"").Append(Escaped(TextOf(value))).Append('"');
    }

    private static void Close(StringBuilder text, string tag, int start)
    {
        if (text.Length == start)
            text.Insert(start - 1, '/');
        else
            text.Append("</").Append(tag).Append('>');
    }

    private static string NameOf(string name) => XmlConvert.EncodeLocalName(name) is { Length: > 0 } valid ? valid : "_";

    private static string TextOf(JsonNode? value) =>
        value is null ? ""
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    // An element is called after the component that its schema is.
    private static string? ComponentOf(ValueShape shape) =>
        shape
            .Parts.Select(p => p.Pointer)
            .FirstOrDefault(p =>
                p.StartsWith(Components, StringComparison.Ordinal) && !p[Components.Length..].Contains('/', StringComparison.Ordinal)
            )
            is { } pointer
            ? JsonPointer.TryParse(pointer)?.Segments[^1]
            : null;
}

/// <summary>What the XML Object of a schema says.</summary>
internal sealed record XmlRules
{
    private static readonly XmlRules None = new();

    public string? Name { get; private init; }

    public string? Namespace { get; private init; }

    public string? Prefix { get; private init; }

    public bool IsAttribute { get; private init; }

    /// <summary>Whether the items of an array stand in an element of their own.</summary>
    public bool IsWrapped { get; private init; }

    public bool IsText { get; private init; }

    public bool IsCData { get; private init; }

    /// <summary>The rules of a schema: of several that hold together those of the first one that has any.</summary>
    public static XmlRules Of(ValueShape shape)
    {
        if (shape.Parts.Select(p => p["xml"]).FirstOrDefault(x => x is ObjectNode) is not { } xml)
            return None;
        var kind = xml["nodeType"]?.AsString();
        return new XmlRules
        {
            Name = xml["name"]?.AsString() is { Length: > 0 } name ? name : null,
            Namespace = xml["namespace"]?.AsString() is { Length: > 0 } space ? space : null,
            Prefix = xml["prefix"]?.AsString() is { Length: > 0 } prefix && XmlConvert.EncodeLocalName(prefix) == prefix ? prefix : null,
            IsAttribute = kind == "attribute" || xml["attribute"]?.AsBoolean() == true,
            IsWrapped = kind == "element" || xml["wrapped"]?.AsBoolean() == true,
            IsText = kind == "text",
            IsCData = kind == "cdata",
        };
    }
}
