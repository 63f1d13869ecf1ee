using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;

namespace Conformance.Validation.Texts;

/// <summary>
/// Reads values from the fields of a query, a form or a Cookie field: <c>form</c>, <c>cookie</c>, <c>spaceDelimited</c>, <c>pipeDelimited</c> and <c>deepObject</c>
/// (OpenAPI 3.1.1, section 4.8.12.4, Style Examples; 3.2.0 for <c>cookie</c>).
/// </summary>
internal static class FieldStyles
{
    /// <summary>The ways to read a value, the most likely first; none where it is absent.</summary>
    /// <param name="isOthers">Whether a field belongs to another parameter, so that it is no member of an exploded object whose members the schema does not name.</param>
    public static IEnumerable<ReadValue> Read(
        string name,
        ValueStyle style,
        Structure structure,
        ValueShape shape,
        FieldList fields,
        Func<string, bool> isOthers
    )
    {
        if (style.AllowReserved)
            fields = fields.WithLiteralPlus();
        if (style.Style == ParameterStyle.DeepObject)
            return structure == Structure.Object ? DeepObject.Read(name, shape, fields) : [];
        if (style.Explode && structure == Structure.Object)
            return Members(shape, fields, isOthers);
        var values = fields.Values(name);
        if (values.Count == 0)
            return [];
        if (style.Explode && structure == Structure.Array)
            return Items(values, fields.Escaping);
        if (values.Count > 1)
            return [ReadValue.Fault($"one value, not {values.Count}")];
        return structure == Structure.Scalar ? [Scalar(values[0], fields.Escaping)] : Joined(values[0], style, structure, fields.Escaping);
    }

    private static ReadValue Scalar(string raw, Escaping escaping) => new(new TextScalar(escaping.Decode(raw)));

    private static IEnumerable<ReadValue> Items(List<string> values, Escaping escaping)
    {
        yield return new ReadValue(new TextList([.. values.Select(v => new TextScalar(escaping.Decode(v)))]));
        if (values is [""])
            yield return new ReadValue(new TextList([]));
    }

    private static IEnumerable<ReadValue> Members(ValueShape shape, FieldList fields, Func<string, bool> isOthers)
    {
        var declared = shape.PropertyNames;
        var members = fields.Fields.Where(f => declared.Contains(f.Name) || shape.Additional is not null && !isOthers(f.Name)).ToList();
        if (members.Count == 0)
            yield break;
        yield return new ReadValue(
            new TextMap([
                .. members
                    .GroupBy(f => f.Name, StringComparer.Ordinal)
                    .Select(g => new KeyValuePair<string, TextValue>(
                        g.Key,
                        Repeated([.. g.Select(f => fields.Escaping.Decode(f.Raw))], shape.Property(g.Key))
                    )),
            ])
        );
    }

    /// <summary>What the values of one name stand for: an array where the schema has one there, else one text; several where one belongs stay several.</summary>
    public static TextValue Repeated(IReadOnlyList<string> values, ValueShape shape) =>
        values.Count > 1 || !shape.MayBeScalar && shape.MayBeArray
            ? new TextList([.. values.Select(v => new TextScalar(v))])
            : new TextScalar(values[0]);

    private static IEnumerable<ReadValue> Joined(string raw, ValueStyle style, Structure structure, Escaping escaping)
    {
        // A space or a bar cannot be a part of a value here, so how it was escaped does not matter.
        if (style.Delimiter is { } other)
            return Delimited.Read(escaping.Decode(raw), other, structure, assigned: false, Escaping.None);
        if (style.Style == ParameterStyle.SpaceDelimited)
            return Delimited.Read(escaping.Decode(raw), ' ', structure, assigned: false, Escaping.None);
        if (style.Style == ParameterStyle.PipeDelimited)
            return Delimited.Read(escaping.Decode(raw), '|', structure, assigned: false, Escaping.None);
        var readings = Delimited.Read(raw, ',', structure, assigned: false, escaping);

        // Many clients escape the delimiters too.
        return
            !raw.Contains(',', StringComparison.Ordinal)
            && escaping.Decode(raw) is var plain
            && plain.Contains(',', StringComparison.Ordinal)
            ? readings.Concat(Delimited.Read(plain, ',', structure, assigned: false, Escaping.None))
            : readings;
    }
}
