using System.Collections;
using System.Globalization;
using System.Reflection;
using Conformance.Documents;
using WireMock.Admin.Mappings;
using WireMock.Types;

namespace Conformance.WireMockNet.Mappings;

/// <summary>
/// What a mapping may hold, by WireMock.Net's own models of it. WireMock.Net passes over members that it does not know, so that a misspelt one would change
/// nothing and nobody would be told.
/// </summary>
internal static class MappingSchema
{
    private const string Rule = "mapping";

    // Members that are declared as objects, and hold a text or one of these.
    private static readonly Dictionary<(Type, string), Type> TextOr = new()
    {
        [(typeof(RequestModel), nameof(RequestModel.Path))] = typeof(PathModel),
        [(typeof(RequestModel), nameof(RequestModel.Url))] = typeof(UrlModel),
        [(typeof(RequestModel), nameof(RequestModel.ClientIP))] = typeof(ClientIPModel),
    };

    // Texts that WireMock.Net takes for a default where it does not know them.
    private static readonly Dictionary<(Type, string), Type> Words = new()
    {
        [(typeof(ResponseModel), nameof(ResponseModel.TransformerType))] = typeof(TransformerType),
        [(typeof(FaultModel), nameof(FaultModel.Type))] = typeof(WireMock.ResponseBuilders.FaultType),
    };

    private static readonly string[] OtherFormat =
    [
        "urlPath",
        "urlPattern",
        "urlPathPattern",
        "urlPathTemplate",
        "method",
        "queryParameters",
        "bodyPatterns",
        "status",
        "jsonBody",
        "base64Body",
        "bodyFileName",
        "fixedDelayMilliseconds",
        "transformers",
        "proxyBaseUrl",
        "scenarioName",
        "requiredScenarioState",
        "newScenarioState",
    ];

    /// <summary>Tells what a mapping holds that WireMock.Net does not know, and what it lacks.</summary>
    public static void Check(Node node, Problems problems)
    {
        if (node.AsObject() is null)
        {
            problems.Error(
                Rule,
                node.At,
                $"Found {node.Describe()}, expected a mapping: an object.",
                "Write {\"Request\": …, \"Response\": …}."
            );
            return;
        }

        Check(node, typeof(MappingModel), problems);
        foreach (var needed in new[] { nameof(MappingModel.Request), nameof(MappingModel.Response) })
        {
            if (!node.Members.Any(m => m.Name.Equals(needed, StringComparison.OrdinalIgnoreCase)))
                problems.Error(Rule, node.At, $"The mapping has no \"{needed}\".", $"Add \"{needed}\": {{…}}; it may be empty.");
        }
    }

    private static void Check(Node node, Type model, Problems problems)
    {
        var known = model.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var member in node.Members)
        {
            if (known.FirstOrDefault(p => p.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) is { } property)
                CheckValue(member.Value, model, property, problems);
            else if (OtherFormat.Contains(member.Name))
                problems.Error(
                    Rule,
                    member.NameAt,
                    $"Found \"{member.Name}\", which is of the format of WireMock for Java.",
                    $"Expected that of WireMock.Net: here {Listed(known)}."
                );
            else
                problems.Error(
                    Rule,
                    member.NameAt,
                    $"Found \"{member.Name}\", which WireMock.Net does not know here.",
                    Nearest.To(member.Name, known.Select(p => p.Name)) is { } near
                        ? $"Did you mean \"{near}\"?"
                        : $"Expected {Listed(known)}."
                );
        }
    }

    private static void CheckValue(Node value, Type model, PropertyInfo property, Problems problems)
    {
        if (value.IsNull)
            return;
        if (TextOr.TryGetValue((model, property.Name), out var either))
        {
            if (value.AsObject() is not null)
                Check(value, either, problems);
            else if (value.AsString() is null)
                Wrong(value, "a text or an object with Matchers");
        }
        else if (Words.TryGetValue((model, property.Name), out var words))
        {
            var names = Enum.GetNames(words);
            if (value.AsString() is not { } word || !names.Contains(word, StringComparer.OrdinalIgnoreCase))
                Wrong(value, string.Join(", ", names));
        }
        else if ((model, property.Name) == (typeof(ResponseModel), nameof(ResponseModel.StatusCode)))
        {
            // A template is a text too.
            var isStatus =
                value.AsInt32() is >= 200 and <= 999
                || value.AsString() is { } text
                    && (
                        text.Contains("{{", StringComparison.Ordinal)
                        || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                            && status is >= 200 and <= 999
                    );
            if (!isStatus)
                Wrong(value, "a status from 200 to 999, or a template");
        }
        else if (ItemOf(property.PropertyType) is { } item)
        {
            if (value.AsArray() is null)
                Wrong(value, "an array");
            foreach (var element in value.Items.Where(_ => IsModel(item)))
                CheckObject(element, item);
        }
        else if (IsModel(property.PropertyType))
            CheckObject(value, property.PropertyType);

        void CheckObject(Node node, Type type)
        {
            if (node.AsObject() is null)
                Wrong(node, "an object");
            else
                Check(node, type, problems);
        }

        void Wrong(Node node, string expected) =>
            problems.Error(Rule, node.At, $"\"{property.Name}\": found {node.Describe()}.", $"Expected {expected}.");
    }

    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var item] ? item
        : null;

    private static bool IsModel(Type type) => type.IsClass && type.Namespace == typeof(MappingModel).Namespace;

    private static string Listed(IEnumerable<PropertyInfo> known) => string.Join(", ", known.Select(p => p.Name));
}
