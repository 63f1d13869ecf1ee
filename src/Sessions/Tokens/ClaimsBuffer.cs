using System.Buffers;
using System.Text.Json;

namespace Conformance.Sessions;

/// <summary>A JSON writer and its buffer; disposing it gives it back to its thread for the next token.</summary>
internal sealed class ClaimsBuffer : IDisposable
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ClaimsBuffer? s_idle;

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    private ClaimsBuffer() => Writer = new Utf8JsonWriter(_bytes);

    /// <summary>Writes into <see cref="Json"/> when it is flushed.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written and flushed.</summary>
    public ReadOnlySpan<byte> Json => _bytes.WrittenSpan;

    public static ClaimsBuffer Take()
    {
        var buffer = s_idle ?? new ClaimsBuffer();
        s_idle = null;
        return buffer;
    }

    public void Dispose()
    {
        _bytes.ResetWrittenCount();
        Writer.Reset();
        if (_bytes.Capacity <= LargestKept)
            s_idle = this;
    }
}
