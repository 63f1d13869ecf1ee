using System.Buffers;
using System.Text;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Templates;

namespace Conformance.Contracts.Model;

/// <summary>The body of an example: a JSON template, or a text with expressions.</summary>
public sealed class ExampleBody
{
    private readonly JsonTemplate? _json;
    private readonly TextTemplate? _text;

    /// <summary>A JSON body.</summary>
    public ExampleBody(JsonTemplate json)
    {
        _json = json;
        Constant = json.Constant;
    }

    /// <summary>A body of another media type.</summary>
    public ExampleBody(TextTemplate text)
    {
        _text = text;
        if (text.IsPlain)
            Constant = Encoding.UTF8.GetBytes(text.Parts[0].Text!);
    }

    /// <summary>The bytes, where nothing in the body depends on the request.</summary>
    public ReadOnlyMemory<byte>? Constant { get; }

    /// <summary>Writes the body for one request.</summary>
    public void Write(IBufferWriter<byte> output, ITemplateValues values)
    {
        if (Constant is { } constant)
        {
            output.Write(constant.Span);
            return;
        }

        if (_json is not null)
        {
            _json.Write(output, values);
            return;
        }

        foreach (var part in _text!.Parts)
            output.Write(Encoding.UTF8.GetBytes(part.Text ?? values.Text(part.Expression!, 0)));
    }
}
