using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Templates;

/// <summary>
/// A JSON value with expressions in it, compiled so that what never changes is a run of bytes and only the expressions are computed for a request.
/// </summary>
public sealed class JsonTemplate
{
    private readonly Part[] _parts;

    internal JsonTemplate(IReadOnlyList<Part> parts)
    {
        _parts = [.. parts];
        if (_parts is [{ Literal: { } only }])
            Constant = only;
    }

    /// <summary>The whole value where it holds no expression: written as it stands.</summary>
    public ReadOnlyMemory<byte>? Constant { get; }

    /// <summary>Writes the value for one request.</summary>
    public void Write(IBufferWriter<byte> output, ITemplateValues values) => Write(_parts, output, values, violation: 0);

    private static void Write(Part[] parts, IBufferWriter<byte> output, ITemplateValues values, int violation)
    {
        foreach (var part in parts)
        {
            if (part.Literal is { } literal)
                output.Write(literal);
            else if (part.Value is { } expression)
                WriteValue(expression, part.Types, output, values, violation);
            else if (part.Text is { } text)
                WriteText(text, output, values, violation);
            else if (part.Repeated is { } item)
                WriteRepeated(item, output, values, part.IsOfSessions ? values.Listed : values.Violations);
        }
    }

    private static void WriteValue(
        Expression expression,
        JsonTypes types,
        IBufferWriter<byte> output,
        ITemplateValues values,
        int violation
    )
    {
        if (types is JsonTypes.Any or JsonTypes.None)
        {
            using var writer = new Utf8JsonWriter(output, JsonTemplateCompiler.WriterOptions);
            values.WriteJson(expression, violation, writer);
            return;
        }

        var natural = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(natural, JsonTemplateCompiler.WriterOptions))
            values.WriteJson(expression, violation, writer);
        output.Write(Typed(natural.WrittenSpan, types, () => values.Text(expression, violation)));
    }

    // A parameter is text wherever it comes from, and a schema may ask for a number; one that cannot be read as what is asked for stays what it is.
    private static ReadOnlySpan<byte> Typed(ReadOnlySpan<byte> natural, JsonTypes types, Func<string> read)
    {
        var type = natural switch
        {
            [(byte)'"', ..] => JsonTypes.String,
            [(byte)'{', ..] => JsonTypes.Object,
            [(byte)'[', ..] => JsonTypes.Array,
            [(byte)'t' or (byte)'f', ..] => JsonTypes.Boolean,
            [(byte)'n', ..] => JsonTypes.Null,
            _ => JsonTypes.Integer,
        };
        if ((types & type) != JsonTypes.None)
            return natural;
        var text = read();
        if (type != JsonTypes.String && type != JsonTypes.Null && types.HasFlag(JsonTypes.String))
            return JsonSerializer.SerializeToUtf8Bytes(text);
        if ((types & JsonTypes.Number) != JsonTypes.None && Number(text) is { } number)
            return Encoding.UTF8.GetBytes(number);
        if (types.HasFlag(JsonTypes.Boolean) && bool.TryParse(text, out var flag))
            return flag ? "true"u8 : "false"u8;
        return text.Length == 0 && types.HasFlag(JsonTypes.Null) ? "null"u8 : natural;
    }

    private static string? Number(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static void WriteText(TextTemplate text, IBufferWriter<byte> output, ITemplateValues values, int violation)
    {
        using var writer = new Utf8JsonWriter(output, JsonTemplateCompiler.WriterOptions);
        writer.WriteStringValue(string.Concat(text.Parts.Select(p => p.Text ?? values.Text(p.Expression!, violation))));
    }

    private static void WriteRepeated(Part[] item, IBufferWriter<byte> output, ITemplateValues values, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (i > 0)
                output.Write(","u8);
            Write(item, output, values, i);
        }
    }

    /// <summary>One piece: exactly one of its first members is set; the last tells what it is repeated for.</summary>
    internal readonly record struct Part(
        byte[]? Literal = null,
        Expression? Value = null,
        JsonTypes Types = JsonTypes.Any,
        TextTemplate? Text = null,
        Part[]? Repeated = null,
        bool IsOfSessions = false
    );
}
