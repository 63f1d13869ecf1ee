using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.Inference.Observing;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Recording;

/// <summary>Writes an OpenAPI document of what was said to a server: operations, the forms of bodies, statuses. No value of a request or an answer is in it, but for words of a protocol.</summary>
/// <param name="secrets">Texts that must not be written, wherever they stand.</param>
/// <param name="told">Members of requests whose values may be written, since the user wrote them down himself.</param>
internal sealed class ObservedDocument(IReadOnlyCollection<string> secrets, IReadOnlyCollection<string>? told = null)
{
    /// <summary>The scheme of a request with a name and a password in its header (RFC 7617).</summary>
    private const string BasicScheme = "basic";

    // As deep as tokens lie; of other answers the outermost members are enough to know them by.
    private const int DeepestBody = 6;
    private const int DeepestAnswer = 1;

    // Words that say how a request is meant, rather than what its sender has.
    private static readonly ImmutableArray<string> Words =
    [
        "granttype",
        "scope",
        "mode",
        "method",
        "provider",
        "type",
        "responsetype",
        "strategy",
    ];

    private readonly JsonShape _shape = new(secrets);

    /// <summary>The document.</summary>
    /// <param name="server">Where paths begin.</param>
    public Node Write(string title, Uri server, IReadOnlyCollection<Exchange> exchanges)
    {
        var paths = new JsonObject();
        foreach (var operation in exchanges.GroupBy(e => (e.Path, e.Method)))
        {
            if (paths[operation.Key.Path] is not JsonObject item)
                paths[operation.Key.Path] = item = [];
            item[operation.Key.Method.ToLowerInvariant()] = Operation(operation.Key.Path, [.. operation]);
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = title,
                ["version"] = "1",
                ["description"] = "What was seen of it; nobody has documented it.",
            },
            ["x-origin"] = "observed",
            ["servers"] = new JsonArray(
                new JsonObject { ["url"] = server.GetLeftPart(UriPartial.Path).TrimEnd('/') is { Length: > 0 } url ? url : "/" }
            ),
            ["paths"] = paths,
        };
        if (exchanges.Any(IsBasic))
            document["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    [BasicScheme] = new JsonObject { ["type"] = "http", ["scheme"] = "basic" },
                },
            };
        return DocumentReader.Read("openapi.yaml", Encoding.UTF8.GetBytes(document.ToJsonString()), [])!;
    }

    private JsonObject Operation(string path, ImmutableArray<Exchange> exchanges)
    {
        var operation = new JsonObject();
        var parameters = new JsonArray();
        foreach (var name in path.Split('{').Skip(1).Select(p => p.Split('}')[0]))
            parameters.Add(Parameter(name, "path", isRequired: true));
        foreach (var name in exchanges.SelectMany(e => e.Query).Select(q => q.Name).Distinct(StringComparer.Ordinal).Where(_shape.IsName))
            parameters.Add(Parameter(name, "query", isRequired: exchanges.All(e => e.Query.Any(q => q.Name == name))));
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (exchanges.Any(IsBasic))
            operation["security"] = new JsonArray(new JsonObject { [BasicScheme] = new JsonArray() });
        var best =
            exchanges.FirstOrDefault(e => e is { Body.Length: > 0, Answer.Status: < 400 })
            ?? exchanges.FirstOrDefault(e => e.Body is { Length: > 0 });
        if (best is not null)
            operation["requestBody"] = RequestBody(best);
        operation["responses"] = new JsonObject(
            exchanges
                .GroupBy(e => e.Answer.Status)
                .Where(s => s.Key is >= 200 and < 500 and not 304 and not 429)
                .OrderBy(s => s.Key)
                .Select(s => KeyValuePair.Create($"{s.Key}", (JsonNode?)Response([.. s.Select(e => e.Answer)])))
        );
        if (operation["responses"]!.AsObject().Count == 0)
            operation["responses"] = new JsonObject { ["default"] = new JsonObject { ["description"] = "Not seen." } };
        return operation;
    }

    private static JsonObject Parameter(string name, string place, bool isRequired) =>
        new()
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = isRequired,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };

    private JsonObject RequestBody(Exchange exchange)
    {
        var value = BodyOf(exchange);
        JsonObject schema;
        if (value is null)
            schema = new JsonObject { ["type"] = "string" };
        else
        {
            schema = _shape.Of([value], DeepestBody);
            if (schema["properties"] is JsonObject properties)
            {
                foreach (var (name, member) in value)
                {
                    if (properties[name] is JsonObject described && Word(name, member) is { } word)
                        described["enum"] = new JsonArray(word);
                }

                schema["required"] = new JsonArray([.. properties.Select(p => (JsonNode?)p.Key)]);
            }
        }

        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject { [Essence(exchange.MediaType) ?? "application/json"] = new JsonObject { ["schema"] = schema } },
        };
    }

    private JsonNode? Word(string name, JsonNode? value)
    {
        if (value is JsonValue && told?.Contains(name) == true)
            return value.DeepClone();
        if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String || !Words.Contains(NameWords.Joined(name)))
            return null;
        var text = scalar.GetValue<string>();
        return text.Length > 0 && _shape.IsName(text) ? JsonValue.Create(text) : null;
    }

    private JsonObject Response(ImmutableArray<TargetAnswer> answers)
    {
        var response = new JsonObject { ["description"] = Description(answers[0].Status) };
        var headers = new JsonObject();
        if (answers.Any(a => a.Header("Location") is not null))
            headers["Location"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        if (answers.Select(SessionCookie).FirstOrDefault(c => c is not null) is { } cookie)
            headers["Set-Cookie"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["type"] = "string" },
                ["example"] = cookie,
            };
        foreach (var token in answers.SelectMany(a => a.Tokens()).Where(t => t.Field.Place == "header"))
            headers[token.Field.Name] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        if (headers.Count > 0)
            response["headers"] = headers;
        if (answers.FirstOrDefault(a => a.Body.Length > 0) is not { } told)
            return response;
        if (Essence(told.Header("Content-Type")) is not { } media)
        {
            // A text that says not what it is.
            response["content"] = new JsonObject { ["*/*"] = new JsonObject() };
            return response;
        }

        response["content"] = new JsonObject
        {
            [media] = new JsonObject
            {
                ["schema"] = media.Contains("json", StringComparison.OrdinalIgnoreCase)
                    ? _shape.Of(
                        [.. answers.Where(a => a.Body.Length > 0).Select(a => Parsed(a.Body))],
                        answers.Any(a => !a.Tokens().IsEmpty) ? DeepestBody : DeepestAnswer
                    )
                    : new JsonObject { ["type"] = "string" },
            },
        };
        return response;
    }

    private static string Description(int status) =>
        status switch
        {
            < 300 => "It was done.",
            < 400 => "Go on elsewhere.",
            _ => "It was refused.",
        };

    // What becomes of the cookie, without its value and its time.
    private static string? SessionCookie(TargetAnswer answer)
    {
        var lines = answer
            .Headers.Where(h => h.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .Select(h => h.Value.Split(';', StringSplitOptions.TrimEntries))
            .ToList();
        var line = lines.MaxBy(l => l[0].Length);
        if (line is null || line[0].Split('=')[0] is not { Length: > 0 } name)
            return null;
        var attributes = line.Skip(1)
            .Where(a => ((string[])["path", "httponly", "secure", "samesite"]).Contains(a.Split('=')[0].ToLowerInvariant()));
        return string.Join("; ", attributes.Prepend($"{name}="));
    }

    private static bool IsBasic(Exchange exchange) =>
        exchange.Headers.Any(h =>
            h.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            && h.Value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The members of a request's body; null where it is neither an object nor a form.</summary>
    public static JsonObject? BodyOf(Exchange exchange)
    {
        if (exchange.Body is not { Length: > 0 } body)
            return null;
        if (Essence(exchange.MediaType)?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            return Parsed(body) as JsonObject;
        if (Essence(exchange.MediaType) != "application/x-www-form-urlencoded")
            return null;
        var form = new JsonObject();
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
            form[Decoded(pair[0])] = pair.Length > 1 ? Decoded(pair[1]) : "";
        return form;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string? Essence(string? media) =>
        media?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } essence && essence.Contains('/', StringComparison.Ordinal)
            ? essence
            : null;

    private static JsonNode? Parsed(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
