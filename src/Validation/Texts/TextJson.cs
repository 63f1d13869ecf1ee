using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Contracts.Schemas;

namespace Conformance.Validation.Texts;

/// <summary>
/// Writes texts as the JSON that their schema reads them as: <c>5</c> is a number where numbers may stand, else a string. Where both may stand there are
/// two readings, to be tried in turn. Made once a thread and used again.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "It lives as long as its thread, and writes to memory."
)]
internal sealed class TextJson
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static TextJson? _ofThread;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _writer;
    private bool _asStrings;

    private TextJson() =>
        _writer = new Utf8JsonWriter(
            _buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );

    /// <summary>Whether the last value has another reading, with strings where numbers, booleans or nulls were written.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>The JSON of the last value; valid until the next one is written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>The writer of the current thread.</summary>
    public static TextJson OfThread => _ofThread is { _buffer.Capacity: <= LargestKept } kept ? kept : _ofThread = new TextJson();

    /// <summary>Writes one text.</summary>
    public void Write(string text, ValueShape shape)
    {
        Begin(asStrings: false);
        WriteText(text, shape);
        _writer.Flush();
    }

    /// <summary>Writes a value.</summary>
    /// <param name="asStrings">Whether a string is preferred wherever one may stand.</param>
    public void Write(TextValue value, ValueShape shape, bool asStrings)
    {
        Begin(asStrings);
        WriteValue(value, shape);
        _writer.Flush();
    }

    private void Begin(bool asStrings)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        (_asStrings, IsAmbiguous) = (asStrings, false);
    }

    private void WriteValue(TextValue value, ValueShape shape)
    {
        switch (value)
        {
            case TextScalar scalar:
                WriteText(scalar.Text, shape);
                break;
            case TextList list:
                _writer.WriteStartArray();
                foreach (var item in list.Items)
                    WriteValue(item, shape.Items);
                _writer.WriteEndArray();
                break;
            case TextMap map:
                _writer.WriteStartObject();
                foreach (var (name, member) in map.Members)
                {
                    _writer.WritePropertyName(name);
                    WriteValue(member, shape.Property(name));
                }

                _writer.WriteEndObject();
                break;
            case JsonValue json:
                _writer.WriteRawValue(json.Json.GetRawText(), skipInputValidation: true);
                break;
            case ByteValue bytes:
                _writer.WriteStringValue(Encoding.Latin1.GetString(bytes.Bytes.Span));
                break;
        }
    }

    // What is no character, a lone surrogate, the writer replaces.
    private void WriteText(string text, ValueShape shape)
    {
        var mayBeString = shape.Admits(JsonTypes.String);
        var isOther =
            shape.Admits(JsonTypes.Number) && JsonNumberText.IsNumber(text)
            || shape.Admits(JsonTypes.Boolean) && text is "true" or "false"
            || shape.Admits(JsonTypes.Null) && (text == "null" || text.Length == 0 && !mayBeString);
        IsAmbiguous |= isOther && mayBeString;
        if (!isOther || mayBeString && _asStrings)
            _writer.WriteStringValue(text);
        else
            _writer.WriteRawValue(text.Length == 0 ? "null" : text, skipInputValidation: true);
    }
}
