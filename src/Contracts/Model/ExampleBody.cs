using System.Buffers;
using System.Text;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;

namespace Conformance.Contracts.Model;

/// <summary>The body of an example: a JSON template, or a text with expressions.</summary>
public sealed class ExampleBody
{
    private readonly JsonTemplate? _json;
    private readonly TextTemplate? _text;
    private readonly TextEscape _escape;

    /// <summary>A JSON body.</summary>
    public ExampleBody(JsonTemplate json)
    {
        _json = json;
        Constant = json.Constant;
    }

    /// <summary>A body of another media type.</summary>
    public ExampleBody(TextTemplate text)
        : this(text, TextEscape.None) { }

    /// <summary>A body of another media type, in which a character may have a meaning.</summary>
    internal ExampleBody(TextTemplate text, TextEscape escape)
    {
        (_text, _escape) = (text, escape);
        if (text.IsPlain)
            Constant = Encoding.UTF8.GetBytes(text.Parts[0].Text!);
    }

    /// <summary>A body that is the same for every request.</summary>
    internal ExampleBody(ReadOnlyMemory<byte> constant) => Constant = constant;

    /// <summary>Why there is no body though one is documented, a sentence; null where there is one.</summary>
    public string? WhyNone { get; internal init; }

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
            output.Write(Encoding.UTF8.GetBytes(part.Text ?? Escaped(values.Text(part.Expression!, 0))));
    }

    private string Escaped(string text) =>
        _escape switch
        {
            TextEscape.Markup => XmlBody.Escaped(text),
            TextEscape.Form => Uri.EscapeDataString(text),
            _ => text,
        };
}

/// <summary>How what an expression stands for is written into a text.</summary>
internal enum TextEscape
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>As text of XML and HTML.</summary>
    Markup,

    /// <summary>Percent-encoded.</summary>
    Form,
}
