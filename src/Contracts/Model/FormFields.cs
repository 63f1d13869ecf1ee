using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Contracts.Model;

/// <summary>Writes values as forms, parameters and cookies have them (OpenAPI 3.1.1, sections 4.8.12.3 and 4.8.15).</summary>
internal static class FormFields
{
    /// <summary>The Content-Type of <see cref="Multipart"/>.</summary>
    public const string MultipartType = $"multipart/form-data; boundary={Boundary}";

    private const string Boundary = "conform-part";

    /// <summary>The fields of a form.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(
        JsonObject form,
        ImmutableSortedDictionary<string, FieldEncoding> encodings
    ) =>
        form.SelectMany(field =>
            encodings.GetValueOrDefault(field.Key)?.Style is { } style ? Of(field.Key, style, field.Value)
            : field.Value is JsonArray items ? items.Select(i => KeyValuePair.Create(field.Key, Text(i)))
            : [KeyValuePair.Create(field.Key, Text(field.Value))]
        );

    /// <summary>The fields that a value has in a query, a form or a cookie.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(string name, ValueStyle style, JsonNode? value) =>
        (style.Style, value) switch
        {
            (ParameterStyle.DeepObject, JsonObject members) => members.SelectMany(m => Deep($"{name}[{m.Key}]", m.Value)),
            (_, JsonObject members) when style.Explode => members.Select(m => KeyValuePair.Create(m.Key, Text(m.Value))),
            (_, JsonArray items) when style.Explode => items.Select(i => KeyValuePair.Create(name, Text(i))),
            _ => [KeyValuePair.Create(name, Joined(value, Separator(style)))],
        };

    /// <summary>The text of a path segment, percent-encoded.</summary>
    public static string Segment(string name, ValueStyle style, JsonNode? value) =>
        style.Style switch
        {
            ParameterStyle.Label => "." + Joined(value, style.Explode ? "." : ",", style.Explode, Uri.EscapeDataString),
            ParameterStyle.Matrix when style.Explode && value is JsonObject => ";" + Joined(value, ";", true, Uri.EscapeDataString),
            ParameterStyle.Matrix => $";{name}=" + Joined(value, style.Explode ? $";{name}=" : ",", false, Uri.EscapeDataString),
            _ => Joined(
                value,
                Uri.EscapeDataString(Separator(style)) is "%2C" ? "," : Uri.EscapeDataString(Separator(style)),
                style.Explode,
                Uri.EscapeDataString
            ),
        };

    /// <summary>The text of a header.</summary>
    public static string Header(ValueStyle style, JsonNode? value) => Joined(value, Separator(style), style.Explode);

    /// <summary>A body of parts.</summary>
    public static string Multipart(IEnumerable<KeyValuePair<string, string>> parts)
    {
        var body = new StringBuilder();
        foreach (var (name, value) in parts)
            body.Append("--" + Boundary + "\r\nContent-Disposition: form-data; name=\"")
                .Append(name.Replace("\"", "%22", StringComparison.Ordinal))
                .Append("\"\r\n\r\n")
                .Append(value)
                .Append("\r\n");
        return body.Append("--" + Boundary + "--\r\n").ToString();
    }

    /// <summary>A string as it is, anything else as JSON.</summary>
    public static string Text(JsonNode? value) =>
        value is null ? ""
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    private static IEnumerable<KeyValuePair<string, string>> Deep(string name, JsonNode? value) =>
        value switch
        {
            JsonObject members => members.SelectMany(m => Deep($"{name}[{m.Key}]", m.Value)),
            JsonArray items => items.Select(i => KeyValuePair.Create(name, Text(i))),
            _ => [KeyValuePair.Create(name, Text(value))],
        };

    private static string Joined(JsonNode? value, string separator, bool isAssigned = false, Func<string, string>? encode = null) =>
        value switch
        {
            JsonArray items => string.Join(separator, items.Select(i => Encoded(i, encode))),
            JsonObject members => string.Join(
                separator,
                members.Select(m => $"{(encode is null ? m.Key : encode(m.Key))}{(isAssigned ? "=" : separator)}{Encoded(m.Value, encode)}")
            ),
            _ => Encoded(value, encode),
        };

    private static string Encoded(JsonNode? value, Func<string, string>? encode) => encode is null ? Text(value) : encode(Text(value));

    private static string Separator(ValueStyle style) =>
        style.Delimiter is { } delimiter
            ? $"{delimiter}"
            : style.Style switch
            {
                ParameterStyle.SpaceDelimited => " ",
                ParameterStyle.PipeDelimited => "|",
                _ => ",",
            };
}
