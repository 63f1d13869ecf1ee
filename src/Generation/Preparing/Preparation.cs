using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Conformance.Contracts.Routing;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.Generation.Versions;

namespace Conformance.Generation.Preparing;

/// <summary>
/// Makes of a contract the document from which NSwag generates: OpenAPI 3.0, everything in its place, with a name, and with what our templates need in
/// <c>x-code</c>. Nothing here knows a particular contract.
/// </summary>
internal static partial class Preparation
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private static readonly string[] Resolved =
    [
        "parameters",
        "requestBodies",
        "responses",
        "headers",
        "examples",
        "links",
        "callbacks",
        "pathItems",
        "mediaTypes",
        "securitySchemes",
    ];

    /// <summary>The prepared document; operations that cannot be generated are told and left out.</summary>
    public static JsonObject? Prepare(Node contract, Problems problems)
    {
        // What 3.0 cannot say of values is no loss for code, so it is not told.
        if (OpenApiVersionWriter.Write(contract, SpecVersion.V30, [], shapeOnly: true) is not { } document)
            return null;
        Straighten(document);
        if (document["components"] is not JsonObject components)
            document["components"] = components = [];
        var schemas = new SchemaNames(document, sentence => problems.Warning("generate", contract.At, sentence, "Mend the reference."));
        var operations = new OperationPreparation(document, schemas);
        var paths = document["paths"] as JsonObject ?? [];
        foreach (var (path, item) in paths.Where(p => p.Value is JsonObject).ToList())
        {
            var source = contract["paths"]?[path];
            foreach (var method in Methods.Where(m => item![m] is JsonObject))
            {
                try
                {
                    var (plain, name) = PathKey.Parse(path);
                    if (name is not null && paths[plain]?[method] is JsonObject)
                        throw new NotGenerated($"{method.ToUpperInvariant()} {plain} has one route, and another operation has it.");
                    operations.Prepare(plain, item!.AsObject(), method);
                    if (name is not null)
                        Move(paths, item!.AsObject(), plain, method);
                }
                catch (NotGenerated reason)
                {
                    item!.AsObject().Remove(method);
                    Tell(problems, source?[method] ?? source ?? contract, method, path, reason.Message);
                }
            }

            foreach (var (method, operation) in Unknown(source))
            {
                Tell(problems, operation, method, path, "NSwag knows no such method.");
            }

            foreach (var rest in item!.AsObject().Select(m => m.Key).Where(k => !Methods.Contains(k)).ToList())
                item!.AsObject().Remove(rest);
            if (PathKey.Parse(path).Name is not null)
                paths.Remove(path);
        }

        schemas.Store();

        // The caller says where a server is: code that goes to a documented host unless told otherwise would send it test passwords.
        foreach (var part in (string[])["servers", "webhooks", "security", "tags"])
            document.Remove(part);
        foreach (var part in Resolved)
            components.Remove(part);
        return document;
    }

    // A key with a name is another description of the same path.
    private static void Move(JsonObject paths, JsonObject item, string plain, string method)
    {
        var operation = item[method];
        item.Remove(method);
        if (paths[plain] is not JsonObject place)
            paths[plain] = place = [];
        place[method] = operation;
    }

    // OpenAPI 3.2 has more methods than NSwag.
    private static IEnumerable<(string Method, Node Operation)> Unknown(Node? item) =>
        (item?["query"] is { } query ? [("query", query)] : Array.Empty<(string, Node)>()).Concat(
            (item?["additionalOperations"]?.Members ?? []).Select(m => (m.Name, m.Value))
        );

    private static void Tell(Problems problems, Node at, string method, string path, string reason) =>
        problems.Warning(
            "generate",
            at.At,
            $"{method.ToUpperInvariant()} {path} is left out of the generated code: {reason}",
            "The rest is generated."
        );

    // Texts become comments of one line, which must not end early.
    private static void Straighten(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Straighten(item);
        }
        else if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToList())
            {
                if (name is "summary" or "description" or "title" && value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
                    map[name] = Blanks().Replace(text, " ").Trim().Replace("*/", "* /", StringComparison.Ordinal);
                else
                    Straighten(value);
            }
        }
    }

    [GeneratedRegex(@"[\s\u0085\u200b\u2028\u2029]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Blanks();
}
