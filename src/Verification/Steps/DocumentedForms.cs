using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.Verification.Client;

namespace Conformance.Verification.Steps;

/// <summary>Other requests that a contract documents for the same operation: its further examples and media types, its optional parameters and members, the further values of its enumerations.</summary>
internal static class DocumentedForms
{
    // Of one member or parameter.
    private const int MostValues = 4;

    /// <summary>What is other about each, so that it ends a sentence, and how the plain request becomes it.</summary>
    /// <param name="taken">Places whose values are the target's owner's to say.</param>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Of(
        Operation operation,
        Func<Parameter, string?> sample,
        IReadOnlySet<Expression> taken
    )
    {
        HashSet<Expression> kept =
        [
            .. taken,
            .. operation.Session?.Slots.SelectMany(s => s.Places).Select(p => p.Expression) ?? [],
            .. operation.Session?.UserPlaces.Select(p => p.Expression) ?? [],
            .. operation.Client.Select(c => c.Place.Expression),
            .. operation.Where?.Terms.Select(t => t.Place) ?? [],
        ];
        return [.. OfBody(operation, kept), .. OfParameters(operation, sample, kept)];
    }

    private static IEnumerable<(string, Action<RequestDraft>)> OfBody(Operation operation, HashSet<Expression> kept)
    {
        if (operation.Body is not { } body)
            yield break;
        if (!body.Required && !kept.Any(p => p.Source == ExpressionSource.RequestBody))
            yield return ("without its body", d => (d.Body, d.ContentType) = (null, null));
        foreach (var type in body.Content.Where(t => t is { Specificity: 2, Kind: BodyKind.Json or BodyKind.Form or BodyKind.Multipart }))
            yield return (
                $"as {type.Range}",
                d =>
                {
                    (d.Kind, d.Encodings) = (type.Kind, type.Encodings);
                    d.ContentType = type.Kind == BodyKind.Multipart ? FormFields.MultipartType : type.Range;
                }
            );
        if (body.Content.FirstOrDefault(t => t.Kind is BodyKind.Json or BodyKind.Form or BodyKind.Multipart) is not { } main)
            yield break;
        var number = 1;
        foreach (var example in operation.Where is null ? main.Examples.Skip(1) : [])
            yield return ($"with the documented body {++number}", d => UseExample(d, example, kept));
        foreach (var name in main.Schema?.Shape.PropertyNames ?? [])
        {
            var pointer = JsonPointer.Root.Append(name);
            if (kept.Any(k => k.Source == ExpressionSource.RequestBody && k.Pointer!.Segments.FirstOrDefault() == name))
                continue;
            foreach (var value in ValuesOf(main.Schema!.Shape.Property(name)))
                yield return (
                    $"with \"{name}\" {value.ToJsonString()}",
                    d =>
                    {
                        // An optional body is one of no members until then.
                        if (d.Body is null or JsonObject)
                            d.PutInBody(pointer, value.DeepClone());
                    }
                );
        }
    }

    private static IEnumerable<(string, Action<RequestDraft>)> OfParameters(
        Operation operation,
        Func<Parameter, string?> sample,
        HashSet<Expression> kept
    )
    {
        foreach (var parameter in operation.Parameters.Where(p => !p.CarriesToken && p.In is not ParameterLocation.Path))
        {
            var place = RequestForms.PlaceOf(parameter);
            if (kept.Contains(place))
                continue;
            var values = parameter.Schema is { } schema
                ? ValuesOf(schema.Shape).Select(v => v is JsonValue text ? text.ToString() : null).OfType<string>().ToList()
                : [];
            if (values.Count == 0 && !parameter.Required && sample(parameter) is { } value)
                values.Add(value);
            foreach (var text in values)
                yield return ($"with the parameter \"{parameter.Name}\" {text}", d => d.Put(place, text));
            if (parameter is { Required: false, Example: not null })
                yield return ($"without the optional parameter \"{parameter.Name}\"", d => d.Remove(place));
        }
    }

    private static IEnumerable<JsonNode> ValuesOf(ValueShape shape)
    {
        var listed = shape.Parts.SelectMany(p => p["enum"]?.Items ?? []).Select(n => n.ToJsonNode()).OfType<JsonValue>().ToList();
        if (listed.Count > 0)
            return listed.Take(MostValues);
        if (shape.Parts.Any(p => p["type"]?.AsString() == "boolean" || p["type"]?.Items.Any(i => i.AsString() == "boolean") == true))
            return [JsonValue.Create(true), JsonValue.Create(false)];
        return shape
            .Parts.SelectMany(p => (p["examples"]?.Items ?? []).Append(p["example"]))
            .OfType<Node>()
            .Select(n => n.ToJsonNode())
            .OfType<JsonValue>()
            .Take(1);
    }

    // The tokens and credentials of the plain request stay.
    private static void UseExample(RequestDraft draft, Node example, HashSet<Expression> kept)
    {
        var plain = draft.Body;
        draft.Body = example.ToJsonNode();
        foreach (var place in kept.Where(p => p.Source == ExpressionSource.RequestBody))
        {
            if (At(plain, place.Pointer!) is { } value)
                draft.PutInBody(place.Pointer!, value.DeepClone());
            else
                draft.Remove(place);
        }
    }

    private static JsonNode? At(JsonNode? root, JsonPointer pointer) =>
        pointer.Segments.Aggregate(root, (node, name) => node is JsonObject holder ? holder[name] : null);

    /// <summary>Requests as the sorts of clients send them that there are; each is a bundle of headers, so that it is one request.</summary>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> OfClients() =>
        [
            ("as a browser sends it", d => Set(d, Browser)),
            ("as a script in a browser sends it", d => Set(d, Script)),
            ("as a conditional request", d => Set(d, Conditional)),
            ("as a beacon sends it", d => Set(d, Beacon)),
        ];

    private static readonly (string, string)[] Browser =
    [
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "fr-CH, fr;q=0.9, en;q=0.8"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Upgrade-Insecure-Requests", "1"),
    ];

    private static readonly (string, string)[] Script =
    [
        ("Accept", "*/*"),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Sec-Fetch-Mode", "cors"),
        ("Cache-Control", "no-cache"),
        ("Pragma", "no-cache"),
    ];

    private static readonly (string, string)[] Conditional =
    [
        ("If-None-Match", "\"x\""),
        ("If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"),
        ("Range", "bytes=0-0"),
    ];

    private static readonly (string, string)[] Beacon = [("Accept", "*/*"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "empty")];

    private static void Set(RequestDraft draft, IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
            draft.SetHeader(name, value);
    }
}
