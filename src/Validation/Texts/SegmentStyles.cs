using Conformance.Contracts.Model;

namespace Conformance.Validation.Texts;

/// <summary>
/// Reads values that stand in a text of their own, in paths and header fields: <c>simple</c>, <c>label</c> and <c>matrix</c>
/// (OpenAPI 3.1.1, section 4.8.12.4, Style Examples).
/// </summary>
internal static class SegmentStyles
{
    /// <summary>The ways to read a text, the most likely first.</summary>
    /// <param name="raw">As it was sent.</param>
    public static IEnumerable<ReadValue> Read(string name, ValueStyle style, Structure structure, string raw, Escaping escaping) =>
        style.Style switch
        {
            ParameterStyle.Label => Label(style, structure, raw, escaping),
            ParameterStyle.Matrix => Matrix(name, style, structure, raw, escaping),
            _ when style.Delimiter is { } other => Rest(escaping.Decode(raw), other, structure, assigned: false, Escaping.None),
            _ => Rest(raw, ',', structure, style.Explode, escaping),
        };

    private static IEnumerable<ReadValue> Rest(string raw, char delimiter, Structure structure, bool assigned, Escaping escaping) =>
        structure == Structure.Scalar
            ? [new ReadValue(new TextScalar(escaping.Decode(raw)))]
            : Delimited.Read(raw, delimiter, structure, assigned, escaping);

    private static IEnumerable<ReadValue> Label(ValueStyle style, Structure structure, string raw, Escaping escaping)
    {
        if (!raw.StartsWith('.'))
            return [ReadValue.Fault("a text that begins with a dot")];
        var rest = raw[1..];
        if (style.Explode || structure == Structure.Scalar)
            return Rest(rest, '.', structure, assigned: true, escaping);

        // RFC 6570 and OpenAPI since 3.0.4 put commas here; the tables up to 3.0.3 and 3.1.0 show dots.
        var readings = Rest(rest, ',', structure, assigned: false, escaping);
        return rest.Contains('.', StringComparison.Ordinal)
            ? readings.Concat(Rest(rest, '.', structure, assigned: false, escaping))
            : readings;
    }

    private static IEnumerable<ReadValue> Matrix(string name, ValueStyle style, Structure structure, string raw, Escaping escaping)
    {
        var expected =
            structure == Structure.Object && style.Explode ? "a text such as \";member=value\"" : $"a text such as \";{name}=value\"";
        if (!raw.StartsWith(';'))
            return [ReadValue.Fault(expected)];
        var parts = raw[1..].Split(';').Select(p => Assigned(p, escaping)).ToList();
        if (style.Explode && structure == Structure.Object)
        {
            return
            [
                new ReadValue(
                    new TextMap([.. parts.Select(p => new KeyValuePair<string, TextValue>(p.Name, new TextScalar(escaping.Decode(p.Raw))))])
                ),
            ];
        }

        if (parts.Any(p => p.Name != name))
            return [ReadValue.Fault(expected)];
        if (style.Explode && structure == Structure.Array)
            return [new ReadValue(new TextList([.. parts.Select(p => new TextScalar(escaping.Decode(p.Raw)))]))];
        return parts is [var only] ? Rest(only.Raw, ',', structure, assigned: false, escaping) : [ReadValue.Fault(expected + " once")];
    }

    private static NameValuePair Assigned(string part, Escaping escaping)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new NameValuePair(escaping.Decode(part), "")
            : new NameValuePair(escaping.Decode(part[..equals]), part[(equals + 1)..]);
    }
}
