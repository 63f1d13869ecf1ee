namespace Conformance.Validation.Forms;

/// <summary>One field of a form, or one part of a multipart body.</summary>
/// <param name="ContentType">The part's Content-Type; null where it has none.</param>
/// <param name="Headers">The part's header fields.</param>
internal sealed record FormField(
    string Name,
    ReadOnlyMemory<byte> Content,
    string? ContentType,
    IReadOnlyList<KeyValuePair<string, string>> Headers
);

/// <summary>A form that cannot be read, or a field that is not what its contract says.</summary>
/// <param name="Field">The field's name; empty where the whole form is at fault.</param>
/// <param name="Expected">A noun phrase.</param>
/// <param name="Found">A noun phrase.</param>
internal sealed record FormFault(string Field, string Expected, string Found);
