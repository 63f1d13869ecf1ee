using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;

namespace Conformance.Contracts.Templates;

/// <summary>Turns an example's value into a <see cref="JsonTemplate"/>.</summary>
public sealed class JsonTemplateCompiler
{
    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ICollection<string> _unknown;
    private readonly List<JsonTemplate.Part> _parts = [];
    private readonly ArrayBufferWriter<byte> _literal = new();

    private JsonTemplateCompiler(ICollection<string> unknown) => _unknown = unknown;

    /// <summary>
    /// Compiles a value. A string that is one expression takes that expression's JSON type; an array whose only item mentions
    /// <c>$violation</c> is repeated for each violation, one that mentions <c>$listed</c> for each session. What stands in <c>{$…}</c> and is no expression is added to <paramref name="unknown"/>.
    /// </summary>
    public static JsonTemplate Compile(JsonNode? value, ICollection<string> unknown)
    {
        var compiler = new JsonTemplateCompiler(unknown);
        compiler.Add(value);
        return new JsonTemplate(compiler.Finish());
    }

    private List<JsonTemplate.Part> Finish()
    {
        FlushLiteral();
        return _parts;
    }

    private void Add(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                AddObject(members);
                break;
            case JsonArray { Count: 1 } single when Mentions(single[0], e => e.IsViolation):
                AddRepeated(single[0], isOfSessions: false);
                break;
            case JsonArray { Count: 1 } single when Mentions(single[0], e => e.IsListed):
                AddRepeated(single[0], isOfSessions: true);
                break;
            case JsonArray items:
                AddArray(items);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AddString(value.GetValue<string>());
                break;
            default:
                _literal.Write(JsonSerializer.SerializeToUtf8Bytes(node));
                break;
        }
    }

    private void AddObject(JsonObject members)
    {
        _literal.Write("{"u8);
        var first = true;
        foreach (var (name, value) in members)
        {
            if (!first)
                _literal.Write(","u8);
            first = false;
            WriteLiteralString(name);
            _literal.Write(":"u8);
            Add(value);
        }

        _literal.Write("}"u8);
    }

    private void AddArray(JsonArray items)
    {
        _literal.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                _literal.Write(","u8);
            Add(items[i]);
        }

        _literal.Write("]"u8);
    }

    private void AddRepeated(JsonNode? item, bool isOfSessions)
    {
        var inner = new JsonTemplateCompiler(_unknown);
        inner.Add(item);
        _literal.Write("["u8);
        FlushLiteral();
        _parts.Add(new JsonTemplate.Part(Repeated: [.. inner.Finish()], IsOfSessions: isOfSessions));
        _literal.Write("]"u8);
    }

    private void AddString(string text)
    {
        var template = TextTemplate.Parse(text, _unknown);
        if (template.IsPlain)
        {
            WriteLiteralString(text);
            return;
        }

        FlushLiteral();
        _parts.Add(template.Single is { } single ? new JsonTemplate.Part(Value: single) : new JsonTemplate.Part(Text: template));
    }

    private void WriteLiteralString(string text)
    {
        using var writer = new Utf8JsonWriter(_literal, WriterOptions);
        writer.WriteStringValue(text);
    }

    private void FlushLiteral()
    {
        if (_literal.WrittenCount == 0)
            return;
        _parts.Add(new JsonTemplate.Part(Literal: _literal.WrittenSpan.ToArray()));
        _literal.Clear();
    }

    private static bool Mentions(JsonNode? node, Func<Expression, bool> isSought) =>
        node switch
        {
            JsonObject members => members.Any(m => Mentions(m.Value, isSought)),
            JsonArray items => items.Any(i => Mentions(i, isSought)),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => TextTemplate
                .Parse(value.GetValue<string>(), [])
                .Parts.Any(p => p.Expression is { } expression && isSought(expression)),
            _ => false,
        };
}
