using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;

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

    private readonly ValueShape _shape;

    private JsonTemplateCompiler(ICollection<string> unknown, ValueShape shape) => (_unknown, _shape) = (unknown, shape);

    /// <summary>
    /// Compiles a value. A string that is one expression takes that expression's JSON type; an array whose only item mentions
    /// <c>$violation</c> is repeated for each violation, one that mentions <c>$listed</c> for each session. What stands in <c>{$…}</c> and is no expression is added to <paramref name="unknown"/>.
    /// </summary>
    /// <param name="schema">What says which types the value has at each place; an expression takes one of those of its place.</param>
    public static JsonTemplate Compile(JsonNode? value, ICollection<string> unknown, SchemaHandle? schema = null)
    {
        var compiler = new JsonTemplateCompiler(unknown, schema?.Shape ?? ValueShape.Any);
        compiler.Add(value, compiler._shape);
        return new JsonTemplate(compiler.Finish());
    }

    /// <summary>Compiles values one after another, each between two texts; of a text alone there is no value.</summary>
    internal static JsonTemplate CompileSequence(
        IEnumerable<(string Before, JsonNode? Value, bool IsText, string After)> items,
        ICollection<string> unknown
    )
    {
        var compiler = new JsonTemplateCompiler(unknown, ValueShape.Any);
        foreach (var (before, value, isText, after) in items)
        {
            compiler._literal.Write(Encoding.UTF8.GetBytes(before));
            if (!isText)
                compiler.Add(value, ValueShape.Any);
            compiler._literal.Write(Encoding.UTF8.GetBytes(after));
        }

        return new JsonTemplate(compiler.Finish());
    }

    private List<JsonTemplate.Part> Finish()
    {
        FlushLiteral();
        return _parts;
    }

    private void Add(JsonNode? node, ValueShape shape)
    {
        switch (node)
        {
            case JsonObject members:
                AddObject(members, shape);
                break;
            case JsonArray { Count: 1 } single when Mentions(single[0], e => e.IsViolation):
                AddRepeated(single[0], shape.Items, isOfSessions: false);
                break;
            case JsonArray { Count: 1 } single when Mentions(single[0], e => e.IsListed):
                AddRepeated(single[0], shape.Items, isOfSessions: true);
                break;
            case JsonArray items:
                AddArray(items, shape.Items);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AddString(value.GetValue<string>(), shape);
                break;
            default:
                _literal.Write(JsonSerializer.SerializeToUtf8Bytes(node));
                break;
        }
    }

    private void AddObject(JsonObject members, ValueShape shape)
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
            Add(value, shape.Property(name));
        }

        _literal.Write("}"u8);
    }

    private void AddArray(JsonArray items, ValueShape shape)
    {
        _literal.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                _literal.Write(","u8);
            Add(items[i], shape);
        }

        _literal.Write("]"u8);
    }

    private void AddRepeated(JsonNode? item, ValueShape shape, bool isOfSessions)
    {
        var inner = new JsonTemplateCompiler(_unknown, shape);
        inner.Add(item, shape);
        _literal.Write("["u8);
        FlushLiteral();
        _parts.Add(new JsonTemplate.Part(Repeated: [.. inner.Finish()], IsOfSessions: isOfSessions));
        _literal.Write("]"u8);
    }

    private void AddString(string text, ValueShape shape)
    {
        var template = TextTemplate.Parse(text, _unknown);
        if (template.IsPlain)
        {
            WriteLiteralString(text);
            return;
        }

        FlushLiteral();
        _parts.Add(
            template.Single is { } single
                ? new JsonTemplate.Part(Value: single, Types: Asked(single, shape.Types))
                : new JsonTemplate.Part(Text: template)
        );
    }

    // Most expressions are of a type that their place takes, and are then written as they are.
    private static JsonTypes Asked(Expression expression, JsonTypes types)
    {
        var natural = expression.Source switch
        {
            ExpressionSource.RequestBody or ExpressionSource.ResponseBody => JsonTypes.None,
            ExpressionSource.StatusCode
            or ExpressionSource.NowEpoch
            or ExpressionSource.NowEpochMilliseconds
            or ExpressionSource.TokenExpiresIn
            or ExpressionSource.TokenExpiry
            or ExpressionSource.TokenExpiryMilliseconds => JsonTypes.Integer,
            _ => JsonTypes.String,
        };
        return (types & natural) != JsonTypes.None ? JsonTypes.Any : types;
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
