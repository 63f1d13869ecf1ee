using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;

namespace Conformance.MockServer.Tests.RealDocuments;

/// <summary>Writes a parameter's value as its style says (OpenAPI 3.1.1, section 4.8.12.3, Style Examples).</summary>
public static class ParameterText
{
    /// <summary>The <c>name=value</c> pairs of a query, percent-encoded.</summary>
    public static IEnumerable<string> Query(Parameter parameter, JsonNode? value)
    {
        if (parameter.Content is not null)
            return [Pair(parameter.Name, value?.ToJsonString() ?? "null")];
        return (parameter.Style.Style, value) switch
        {
            (ParameterStyle.DeepObject, JsonObject members) => members.Select(m => Pair($"{parameter.Name}[{m.Key}]", Scalar(m.Value))),
            (_, JsonObject members) when parameter.Style.Explode => members.Select(m => Pair(m.Key, Scalar(m.Value))),
            (_, JsonArray items) when parameter.Style.Explode => items.Select(i => Pair(parameter.Name, Scalar(i))),
            _ => [$"{Uri.EscapeDataString(parameter.Name)}={Joined(parameter, value, Separator(parameter.Style.Style))}"],
        };
    }

    /// <summary>The text of a path segment, percent-encoded.</summary>
    public static string Path(Parameter parameter, JsonNode? value)
    {
        if (parameter.Content is not null)
            return Uri.EscapeDataString(value?.ToJsonString() ?? "null");
        return parameter.Style.Style switch
        {
            ParameterStyle.Label => "." + Joined(parameter, value, parameter.Style.Explode ? "." : ","),
            ParameterStyle.Matrix => $";{parameter.Name}="
                + Joined(parameter, value, parameter.Style.Explode ? $";{parameter.Name}=" : ","),
            _ => Joined(parameter, value, ","),
        };
    }

    /// <summary>The text of a header or cookie.</summary>
    public static string Plain(Parameter parameter, JsonNode? value) =>
        parameter.Content is not null ? value?.ToJsonString() ?? "null" : Uri.UnescapeDataString(Joined(parameter, value, ","));

    /// <summary>The text of a string, number, boolean or null.</summary>
    public static string Scalar(JsonNode? value) =>
        value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String
            ? scalar.GetValue<string>()
            : value?.ToJsonString() ?? "null";

    private static string Joined(Parameter parameter, JsonNode? value, string separator) =>
        value switch
        {
            JsonArray items => string.Join(separator, items.Select(i => Uri.EscapeDataString(Scalar(i)))),
            JsonObject members when parameter.Style.Explode => string.Join(
                separator,
                members.Select(m => $"{Uri.EscapeDataString(m.Key)}={Uri.EscapeDataString(Scalar(m.Value))}")
            ),
            JsonObject members => string.Join(
                separator,
                members.Select(m => $"{Uri.EscapeDataString(m.Key)}{separator}{Uri.EscapeDataString(Scalar(m.Value))}")
            ),
            _ => Uri.EscapeDataString(Scalar(value)),
        };

    private static string Pair(string name, string value) => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";

    private static string Separator(ParameterStyle style) =>
        style switch
        {
            ParameterStyle.SpaceDelimited => "%20",
            ParameterStyle.PipeDelimited => "%7C",
            _ => ",",
        };
}
