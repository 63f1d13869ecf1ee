using System.Buffers;
using System.Text.Json;
using Conformance.Contracts.Expressions;

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
                WriteValue(expression, output, values, violation);
            else if (part.Text is { } text)
                WriteText(text, output, values, violation);
            else if (part.Repeated is { } item)
                WriteRepeated(item, output, values, part.IsOfSessions ? values.Listed : values.Violations);
        }
    }

    private static void WriteValue(Expression expression, IBufferWriter<byte> output, ITemplateValues values, int violation)
    {
        using var writer = new Utf8JsonWriter(output, JsonTemplateCompiler.WriterOptions);
        values.WriteJson(expression, violation, writer);
    }

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
        TextTemplate? Text = null,
        Part[]? Repeated = null,
        bool IsOfSessions = false
    );
}
