using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Conformance.Generation.Preparing;

/// <summary>Operations: their names, routes, parameters, bodies and answers.</summary>
internal sealed partial class OperationPreparation(JsonObject document, SchemaNames schemas)
{
    // These are described by content and security; a parameter of that name is to be ignored (OpenAPI 3.1.1, section 4.8.12).
    private static readonly HashSet<string> NotParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept",
        "content-type",
        "authorization",
    };

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Prepares an operation where it stands.</summary>
    /// <exception cref="NotGenerated">It holds what code cannot be made of.</exception>
    public void Prepare(string path, JsonObject item, string method)
    {
        var operation = item[method]!.AsObject();
        var name = CodeNames.Unique(CodeNames.Camel(Text(operation["operationId"]) ?? $"{method} {path}"), _names);
        var pascal = CodeNames.Pascal(name);
        var routes = ServerPathsOf(item, operation);
        foreach (var part in (string[])["callbacks", "servers", "security", "tags", "externalDocs"])
            operation.Remove(part);
        operation["operationId"] = name;
        operation["parameters"] = Parameters(path, item, operation);
        var code = new JsonObject
        {
            ["routes"] = new JsonArray([.. routes.Select(route => (JsonNode)(route + path))]),
            ["result"] = schemas.Free(pascal + "Result"),
        };
        operation["x-code"] = code;
        if (operation["requestBody"] is { } body)
            RequestBody(operation, body, code, pascal);
        operation["responses"] = Responses(operation["responses"] as JsonObject ?? [], pascal);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // The paths of the servers, variables replaced by their defaults, each once (OpenAPI 3.1.1, section 4.8.5).
    private IEnumerable<string> ServerPathsOf(JsonObject item, JsonObject operation)
    {
        JsonObject[] holders = [operation, item, document];
        if (holders.Select(h => h["servers"]).FirstOrDefault(s => s is JsonArray { Count: > 0 }) is not JsonArray servers)
            return [""];
        return [.. servers.Select(PathOf).Distinct(StringComparer.Ordinal)];
    }

    private static string PathOf(JsonNode? server)
    {
        var url = Text(server?["url"]) ?? "";
        foreach (var (name, variable) in server?["variables"] as JsonObject ?? [])
            url = url.Replace("{" + name + "}", variable?["default"]?.ToString(), StringComparison.Ordinal);
        var path = Authority().Replace(url, "").Split('?', '#')[0].TrimStart('.', '/').TrimEnd('/');
        return path.Length == 0 ? "" : "/" + path;
    }

    private JsonArray Parameters(string path, JsonObject item, JsonObject operation)
    {
        var all = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var given in (item["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []))
        {
            if (LocalReferences.Resolve(document, given)?.DeepClone() is not JsonObject parameter)
                continue;
            var (name, place) = (Text(parameter["name"]) ?? "", Text(parameter["in"]) ?? "");
            if (place == "header" && NotParameters.Contains(name))
                continue;

            // One that the path does not name never arrives.
            if (place == "path" && !path.Contains("{" + name + "}", StringComparison.Ordinal))
                continue;
            all[$"{place} {name}"] = parameter;
        }

        foreach (var missing in Templates().Matches(path).Select(m => m.Groups["name"].Value).Where(n => !all.ContainsKey($"path {n}")))
        {
            all[$"path {missing}"] = new JsonObject
            {
                ["name"] = missing,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = "string" },
            };
        }

        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (var parameter in all.Values)
            Parameter(parameter, taken);
        return new JsonArray([.. all.Values]);
    }

    private void Parameter(JsonObject parameter, HashSet<string> taken)
    {
        var (name, place) = (Text(parameter["name"])!, Text(parameter["in"])!);
        var style = Text(parameter["style"]) ?? (place is "query" or "cookie" ? "form" : "simple");
        var exploded = parameter["explode"]?.GetValue<bool>() ?? style == "form";
        var isJson = parameter["content"] is not null;
        var given = parameter["schema"] ?? new JsonObject { ["type"] = "string" };
        parameter["schema"] = isJson ? new JsonObject { ["type"] = "string" } : schemas.Named(given, CodeNames.Pascal(name));
        var shape = schemas.Resolve(parameter["schema"]);
        if (Unions.IsUnion(shape))
            parameter["schema"] = shape = new JsonObject { ["type"] = "string" };
        var members = shape?["properties"] is not null || shape?["allOf"] is not null || shape?["additionalProperties"] is JsonObject;
        if (members && !(place == "query" && (style == "deepObject" || (style == "form" && exploded))))
        {
            throw new NotGenerated(
                $"The {place} parameter \"{name}\" is an object, which stubs cannot read. Describe its members as parameters of their own, or give a query parameter the style deepObject."
            );
        }

        foreach (var other in (string[])["content", "example", "examples"])
            parameter.Remove(other);
        parameter["x-code"] = new JsonObject
        {
            ["place"] = CodeNames.Pascal(place),
            ["exploded"] = exploded,
            ["members"] = members ? (style == "deepObject" ? "deep" : "flat") : "",
        };
        parameter["x-originalName"] = CodeNames.OfParameter(name, place, taken);
    }

    private void RequestBody(JsonObject operation, JsonNode given, JsonObject code, string name)
    {
        var body = LocalReferences.Resolve(document, given)!.DeepClone().AsObject();
        var content = body["content"] as JsonObject ?? [];
        code["consumes"] = new JsonArray([.. content.Select(c => (JsonNode)c.Key)]);
        if (Preferred(content) is { } mediaType && mediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            operation.Remove("requestBody");
            Fields(operation, content[mediaType]?["schema"], body["required"]?.GetValue<bool>() == true, name + "Request");
            return;
        }

        body["x-name"] = "body";
        body["content"] = Content(content, name + "Request") ?? [];
        operation["requestBody"] = body;
    }

    // The fields of a multipart form are parameters, of which NSwag knows by Swagger's name whether they may be left out.
    private void Fields(JsonObject operation, JsonNode? schema, bool bodyRequired, string name)
    {
        if (schemas.Resolve(schemas.Named(schema, name)) is not { } form || form["properties"] is not JsonObject fields)
            throw new NotGenerated("Its multipart form has no fields with names. Describe them under \"properties\".");
        var required = (form["required"] as JsonArray ?? []).Select(Text).ToHashSet(StringComparer.Ordinal);
        var parameters = operation["parameters"]!.AsArray();
        var taken = parameters.Select(p => Text(p!["x-originalName"])!).ToHashSet(StringComparer.Ordinal);
        foreach (var (field, given) in fields)
        {
            var value = given!.DeepClone().AsObject();
            value.Remove("x-code");
            var needed = bodyRequired && required.Contains(field);
            if (!needed)
                value["nullable"] = true;
            parameters.Add(
                new JsonObject
                {
                    ["name"] = field,
                    ["in"] = "formData",
                    ["required"] = needed,
                    ["description"] = Text(value["description"]),
                    ["schema"] =
                        needed || LocalReferences.Of(value) is not { } reference
                            ? value
                            : new JsonObject { ["nullable"] = true, ["oneOf"] = new JsonArray(new JsonObject { ["$ref"] = reference }) },
                    ["x-originalName"] = CodeNames.OfParameter(field, "form", taken),
                }
            );
        }
    }

    private JsonObject Responses(JsonObject all, string name)
    {
        var prepared = new JsonObject();

        // Of a default without a body, beside no success, NSwag makes what does not compile.
        if (
            !all.Any(r => r.Key.StartsWith('2'))
            && all["default"] is { } rest
            && Preferred(LocalReferences.Resolve(document, rest)?["content"] as JsonObject ?? []) is null
        )
            all.Remove("default");

        // A redirection is a success where nothing else is.
        var redirects = !all.Any(r => r.Key.StartsWith('2') || r.Key == "default");
        foreach (var (status, given) in all)
        {
            if (status.StartsWith("x-", StringComparison.Ordinal))
                continue;

            // NSwag knows no ranges; one is taken for the default where there is none.
            var key = Range().IsMatch(status) ? "default" : status;
            if (key != status && (all.ContainsKey("default") || prepared.ContainsKey("default")))
                continue;
            var response = LocalReferences.Resolve(document, given)!.DeepClone().AsObject();
            var title = key == "default" ? "Other" : Title(key);
            var content = Content(
                response["content"] as JsonObject ?? [],
                key.StartsWith('2') ? name + "Response" : $"{name}{title}Response"
            );
            response.Remove("content");
            if (content is not null)
                response["content"] = content;
            response["x-code"] = new JsonObject
            {
                ["success"] = key.StartsWith('2') || (redirects && key.StartsWith('3')),
                ["redirects"] = redirects && key.StartsWith('3'),
                ["name"] = schemas.Has(title) ? title + "Status" : title,
                ["description"] = Text(response["description"]) ?? "",
                ["mediaType"] = content?.First().Key ?? "",
                ["headers"] = Headers(response["headers"] as JsonObject ?? []),
            };
            response.Remove("headers");
            response.Remove("links");
            prepared[key] = response;
        }

        return prepared;
    }

    private static string Title(string status)
    {
        var phrase = int.TryParse(status, out var code) ? ReasonPhrases.GetReasonPhrase(code) : "";
        return CodeNames.Pascal(phrase.Length == 0 ? "Status " + status : phrase.Replace("'", "", StringComparison.Ordinal));
    }

    private JsonArray Headers(JsonObject given)
    {
        HashSet<string> taken = new(StringComparer.Ordinal) { "Body", "Status", "StatusCode" };
        var headers = new JsonArray();
        foreach (var (name, reference) in given)
        {
            var header = LocalReferences.Resolve(document, reference) as JsonObject ?? [];
            headers.Add(
                new JsonObject
                {
                    ["name"] = name,
                    ["property"] = CodeNames.Unique(CodeNames.Pascal(name), taken),
                    ["required"] = header["required"]?.GetValueKind() == System.Text.Json.JsonValueKind.True,
                    ["description"] = Text(header["description"]) ?? "",
                }
            );
        }

        return headers;
    }

    // One media type, as clients send and receive one: JSON, or else the first.
    private static string? Preferred(JsonObject content)
    {
        var mediaTypes = content.Select(c => c.Key).Where(k => !k.StartsWith("x-", StringComparison.Ordinal)).ToList();
        return mediaTypes.Find(type => JsonType().IsMatch(type)) ?? mediaTypes.FirstOrDefault();
    }

    private JsonObject? Content(JsonObject content, string name)
    {
        if (Preferred(content) is not { } mediaType)
            return null;
        if (content[mediaType]?["schema"] is not { } schema)
            return new JsonObject { [mediaType] = new JsonObject() };
        var named = schemas.Named(schema, name);

        // A text is a text, whatever its schema says of it.
        if (
            mediaType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
            && (Text(named["type"]) != "string" || named["format"] is not null)
        )
            named = new JsonObject { ["type"] = "string" };
        return new JsonObject { [mediaType] = new JsonObject { ["schema"] = named } };
    }

    [GeneratedRegex(
        @"^([a-z][a-z0-9+.-]*:)?//[^/]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Authority();

    [GeneratedRegex(@"\{(?<name>[^{}]+)\}", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Templates();

    [GeneratedRegex(@"^\dXX\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Range();

    [GeneratedRegex(
        @"^application/([^;]+\+)?json\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex JsonType();
}
