using System.Text;
using System.Text.Unicode;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Validation.Texts;

namespace Conformance.Validation.Forms;

/// <summary>A form as the object that its schema describes (OpenAPI 3.1.1, sections 4.8.14.4 and 4.8.15).</summary>
/// <param name="Opaque">The fields in a format that is not read here, such as XML: their schemas judge nothing.</param>
internal sealed record FormValue(TextMap Value, IReadOnlySet<string> Opaque)
{
    /// <summary>Puts the fields of an urlencoded form together.</summary>
    public static FormValue Of(MediaType type, FieldList fields, List<FormFault> faults) =>
        Of(
            type,
            fields,
            [.. fields.Fields.Select(f => new FormField(f.Name, Encoding.UTF8.GetBytes(fields.Escaping.Decode(f.Raw)), null, []))],
            faults
        );

    /// <summary>Puts the parts of a multipart body together.</summary>
    public static FormValue Of(MediaType type, IReadOnlyList<FormField> parts, List<FormFault> faults)
    {
        var texts = parts.Select(p => new NameValuePair(p.Name, Encoding.UTF8.GetString(p.Content.Span)));
        return Of(type, FieldList.Of(type.Encodings.Values.Any(e => e.Style is not null) ? [.. texts] : []), parts, faults);
    }

    private static FormValue Of(MediaType type, FieldList texts, IReadOnlyList<FormField> fields, List<FormFault> faults)
    {
        var shape = type.Schema?.Shape ?? ValueShape.Any;
        var members = new List<KeyValuePair<string, TextValue>>();
        var opaque = new HashSet<string>(StringComparer.Ordinal);
        var styled = type.Encodings.Where(e => e.Value.Style is not null).ToList();
        foreach (var (name, encoding) in styled)
        {
            if (ReadStyled(name, encoding.Style!, shape.Property(name), texts, faults) is { } value)
                members.Add(new(name, value));
        }

        foreach (var group in fields.GroupBy(f => f.Name, StringComparer.Ordinal))
        {
            if (styled.Any(s => Belongs(group.Key, s.Key, s.Value.Style!, shape.Property(s.Key))))
                continue;
            members.Add(
                new(
                    group.Key,
                    ReadField([.. group], shape.Property(group.Key), type.Encodings.GetValueOrDefault(group.Key), opaque, faults)
                )
            );
        }

        return new FormValue(new TextMap(members), opaque);
    }

    private static TextValue? ReadStyled(string name, ValueStyle style, ValueShape shape, FieldList fields, List<FormFault> faults)
    {
        var readings = ReadingCheck.Structures(shape).SelectMany(s => FieldStyles.Read(name, style, s, shape, fields, _ => true)).ToList();
        if (readings.FirstOrDefault(r => r.Value is not null).Value is { } value)
            return value;
        if (readings is [var fault, ..])
            faults.Add(new FormFault(name, fault.Expected!, $"\"{Found.Shortened(string.Join(", ", fields.Values(name)))}\""));
        return null;
    }

    private static bool Belongs(string field, string name, ValueStyle style, ValueShape shape)
    {
        if (style.Style == ParameterStyle.DeepObject)
            return field.StartsWith(name + "[", StringComparison.Ordinal);
        return field == name || style.Explode && shape.MayBeObject && shape.PropertyNames.Contains(field);
    }

    private static TextValue ReadField(
        IReadOnlyList<FormField> fields,
        ValueShape shape,
        FieldEncoding? encoding,
        HashSet<string> opaque,
        List<FormFault> faults
    )
    {
        foreach (var field in fields)
            PartCheck.Check(field, encoding, faults);
        var isList = fields.Count > 1 || !shape.MayBeScalar && shape.MayBeArray;
        return isList
            ? new TextList([.. fields.Select(f => ReadOne(f, shape.Items, encoding, opaque, faults))])
            : ReadOne(fields[0], shape, encoding, opaque, faults);
    }

    private static TextValue ReadOne(
        FormField field,
        ValueShape shape,
        FieldEncoding? encoding,
        HashSet<string> opaque,
        List<FormFault> faults
    )
    {
        var type = field.ContentType ?? (encoding?.ContentTypes is [var first, ..] ? first.Range : null);
        if (IsJson(type, shape))
        {
            var reading = ReadingCheck.Json(field.Content);
            if (reading.Value is { } json)
                return json;
            faults.Add(new FormFault(field.Name, reading.Expected!, "something else"));
            opaque.Add(field.Name);
        }
        else if (shape.IsJsonText)
        {
            opaque.Add(field.Name);
        }

        return shape.IsBinary || !Utf8.IsValid(field.Content.Span)
            ? new ByteValue(field.Content)
            : new TextScalar(Encoding.UTF8.GetString(field.Content.Span));
    }

    // What a schema takes for an object was sent as JSON, unless it was said to be something else; a string may well be a JSON text, and stays one.
    private static bool IsJson(string? type, ValueShape shape) =>
        type is null || MediaType.Essence(type).Equals("text/plain", StringComparison.OrdinalIgnoreCase)
            ? shape.IsJsonText
            : MediaTypes.IsJson(type) && shape.Types != JsonTypes.String;
}
