using System.Text.Json;

namespace Conformance.Validation.Texts;

/// <summary>What a parameter or form field holds before its schema says which JSON it stands for.</summary>
internal abstract record TextValue;

/// <summary>One text.</summary>
internal sealed record TextScalar(string Text) : TextValue;

/// <summary>Several values in order.</summary>
internal sealed record TextList(IReadOnlyList<TextValue> Items) : TextValue;

/// <summary>Named values in the order sent; a name may come twice.</summary>
internal sealed record TextMap(IReadOnlyList<KeyValuePair<string, TextValue>> Members) : TextValue;

/// <summary>A value that was sent as JSON.</summary>
internal sealed record JsonValue(JsonElement Json) : TextValue;

/// <summary>Bytes that are no text; as a string each stands for one character, so that lengths count octets.</summary>
internal sealed record ByteValue(ReadOnlyMemory<byte> Bytes) : TextValue;

/// <summary>What a text may be read as.</summary>
internal enum Structure
{
    /// <summary>Neither array nor object.</summary>
    Scalar,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>One way to read a text: a value, or the noun phrase of what was expected in its place.</summary>
internal readonly record struct ReadValue(TextValue? Value, string? Expected = null)
{
    /// <summary>Whether it is valid whatever the schema says.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>The text cannot be read.</summary>
    public static ReadValue Fault(string expected) => new(null, expected);
}
