using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Conformance.Contracts.Schemas;
using Conformance.JsonSchema;

namespace Conformance.Validation.Texts;

/// <summary>Why no reading of a text is valid.</summary>
/// <param name="Expected">What was expected of the text itself; null where it can be read, and breaks its schema.</param>
/// <param name="Root">The value that the violations point into.</param>
internal sealed record Failure(string? Expected, IReadOnlyList<Violation> Violations, JsonElement Root);

/// <summary>Holds texts against schemas. A text that may be read in several ways is valid when one of them is.</summary>
internal static class ReadingCheck
{
    // What is put together of JSON texts is deeper than each of them.
    private static readonly JsonDocumentOptions Sent = new() { MaxDepth = 128 };
    private static readonly JsonDocumentOptions Together = new() { MaxDepth = 256 };

    /// <summary>The structures that a shape allows, in the order in which a text is read as one of them.</summary>
    public static IEnumerable<Structure> Structures(ValueShape shape)
    {
        if (shape.MayBeObject)
            yield return Structure.Object;
        if (shape.MayBeArray)
            yield return Structure.Array;
        if (shape.MayBeScalar)
            yield return Structure.Scalar;
    }

    /// <summary>Whether one text is valid as it is read first; another reading may be. Allocates nothing for texts of usual length.</summary>
    public static bool Holds(CompiledSchema schema, ValueShape shape, string text)
    {
        var json = TextJson.OfThread;
        json.Write(text, shape);
        return schema.IsValid(json.Written.Span);
    }

    /// <summary>Why the readings of a text are all wrong; null where one is valid, or where there is none.</summary>
    public static Failure? Find(SchemaHandle? handle, Direction direction, IEnumerable<ReadValue> readings, out bool isAbsent)
    {
        isAbsent = true;
        Failure? first = null;
        foreach (var reading in readings)
        {
            isAbsent = false;
            if (reading.IsAccepted)
                return null;
            if (reading.Value is not { } value)
            {
                first ??= new Failure(reading.Expected, [], default);
                continue;
            }

            if (handle?.For(direction) is not { } schema || Holds(schema, handle.Shape, value))
                return null;
            if (first is null or { Expected: not null })
                first = Explain(schema, handle.Shape, value);
        }

        return first;
    }

    /// <summary>A JSON text as a reading.</summary>
    public static ReadValue Json(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            return ReadValue.Fault("JSON in UTF-8");
        try
        {
            using var document = JsonDocument.Parse(utf8, Sent);
            return new ReadValue(new JsonValue(document.RootElement.Clone()));
        }
        catch (JsonException)
        {
            return ReadValue.Fault("JSON");
        }
    }

    /// <inheritdoc cref="Json(ReadOnlyMemory{byte})"/>
    public static ReadValue Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    /// <summary>A value as the JSON that its first reading is.</summary>
    public static JsonDocument ToDocument(TextValue value, ValueShape shape)
    {
        var json = TextJson.OfThread;
        json.Write(value, shape, asStrings: false);
        return JsonDocument.Parse(json.Written.ToArray(), Together);
    }

    private static bool Holds(CompiledSchema schema, ValueShape shape, TextValue value)
    {
        var json = TextJson.OfThread;
        json.Write(value, shape, asStrings: false);
        if (schema.IsValid(json.Written.Span))
            return true;
        if (!json.IsAmbiguous)
            return false;
        json.Write(value, shape, asStrings: true);
        return schema.IsValid(json.Written.Span);
    }

    private static Failure Explain(CompiledSchema schema, ValueShape shape, TextValue value)
    {
        var root = ToDocument(value, shape).RootElement;
        return new Failure(null, schema.Validate(root), root);
    }
}
