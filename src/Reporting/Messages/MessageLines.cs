using System.Buffers;
using System.Text.Json;
using Conformance.Reporting.Views;

namespace Conformance.Reporting.Messages;

/// <summary>Writes envelopes, one a line.</summary>
internal sealed class MessageLines(Stream output)
{
    /// <summary>Writes an envelope around what <paramref name="message"/> writes as its member.</summary>
    public void Write(Action<Utf8JsonWriter> message)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, JsonText.OneLine))
        {
            json.WriteStartObject();
            message(json);
            json.WriteEndObject();
        }

        output.Write(line.WrittenSpan);
        output.WriteByte((byte)'\n');
    }

    /// <summary>A moment as seconds since 1970 and nanoseconds.</summary>
    public static void Timestamp(Utf8JsonWriter json, DateTimeOffset moment) =>
        Split(json, "timestamp", moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks);

    /// <summary>A span of time as seconds and nanoseconds.</summary>
    public static void Duration(Utf8JsonWriter json, TimeSpan duration) => Split(json, "duration", duration.Ticks);

    private static void Split(Utf8JsonWriter json, string name, long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        json.WriteStartObject(name);
        json.WriteNumber("seconds", seconds);
        json.WriteNumber("nanos", rest * TimeSpan.NanosecondsPerTick);
        json.WriteEndObject();
    }
}
