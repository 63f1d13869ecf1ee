using System.Collections.Frozen;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Reporting.Views;
using Io.Cucumber.Messages.Types;

namespace Conformance.Reporting.Messages;

/// <summary>
/// Writes Cucumber's envelopes, one a line. The writer of their package closes the stream and ends lines as the system does, so it is not used.
/// </summary>
internal sealed class EnvelopeLines(Stream output)
{
    public void Write(Envelope envelope)
    {
        using (var json = new Utf8JsonWriter(output, JsonWriting.OneLine))
            JsonSerializer.Serialize(json, envelope, EnvelopeJson.Default.Envelope);
        output.WriteByte((byte)'\n');
    }
}

/// <summary>How envelopes become JSON: what is not there is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(DescribedEnum<AttachmentContentEncoding>),
        typeof(DescribedEnum<HookType>),
        typeof(DescribedEnum<PickleStepType>),
        typeof(DescribedEnum<SourceMediaType>),
        typeof(DescribedEnum<StepDefinitionPatternType>),
        typeof(DescribedEnum<StepKeywordType>),
        typeof(DescribedEnum<TestStepResultStatus>),
    ]
)]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;

/// <summary>Writes a member of an enumeration by its description, which is the word of Cucumber's schema.</summary>
internal sealed class DescribedEnum<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(v => v, WordOf);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Messages are written and never read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words[value]);

    private static string WordOf(T value) =>
        typeof(T).GetField(value.ToString())?.GetCustomAttribute<DescriptionAttribute>()?.Description ?? value.ToString();
}
