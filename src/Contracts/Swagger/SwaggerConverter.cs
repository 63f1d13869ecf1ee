using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>
/// Turns a Swagger 2.0 document into one of OpenAPI 3.0 that says the same; every node keeps the place that it was written at. An
/// overlay sees the converted document. What has no counterpart is left out: <c>schemes</c> of single operations, and the inner <c>collectionFormat</c> of nested arrays.
/// </summary>
internal static class SwaggerConverter
{
    private const string Target = "3.0.4";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    /// <summary>Whether a document is Swagger 2.0.</summary>
    public static bool Applies(Node root) =>
        root is ObjectNode && root["openapi"] is null && root["swagger"] is ScalarNode { Text: "2.0" or "2" };

    /// <summary>Converts a document that <see cref="Applies"/> has accepted; the given tree stays as it is.</summary>
    public static Node Convert(Node root)
    {
        var version = root["swagger"]!;
        var made = new ObjectNode(root.At)
            .With("openapi", version.At, Tree.Text(version.At, Target))
            .WithCopies(root, "info", "tags", "externalDocs", "security")
            .WithExtensions(root)
            .With(ContractSchemas.DialectExtension, Tree.Text(version.At, ContractSchemas.Draft4))
            .With("servers", Servers(root));
        if (root.AsObject()!.TryGetMember("paths", out var paths))
        {
            made.With(
                "paths",
                paths.NameAt,
                paths.Value is ObjectNode ? Tree.Map(paths.Value, item => PathItem(root, item)) : paths.Value.Copy()
            );
        }

        return made.With("components", Components(root));
    }

    private static ArrayNode? Servers(Node root)
    {
        var (host, basePath) = (root["host"] as ScalarNode, root["basePath"] as ScalarNode);
        if ((host ?? basePath) is not { } first)
            return null;
        var path = basePath is null ? "" : "/" + basePath.Text.Trim('/');
        if (path == "/" && host is not null)
            path = "";
        var schemes = (root["schemes"]?.Items ?? []).OfType<ScalarNode>().Select(s => s.Text).DefaultIfEmpty("http");
        var urls = host is null ? [path] : schemes.Select(s => $"{s}://{host.Text}{path}");
        return Tree.List(first.At, urls.Select(url => new ObjectNode(first.At).With("url", Tree.Text(first.At, url))));
    }

    private static Node PathItem(Node root, Node item)
    {
        if (item is not ObjectNode)
            return item.Copy();
        var shared = item["parameters"]?.Items ?? [];
        var made = new ObjectNode(item.At).WithCopies(item, "$ref").WithExtensions(item);
        var parameters = shared.Where(p => !SwaggerParameters.IsOfBody(p)).Select(SwaggerParameters.Convert).ToList();
        if (parameters.Count > 0)
            made.With("parameters", Tree.List(item["parameters"]!.At, parameters));
        foreach (var (name, at, operation) in item.Members)
        {
            if (Methods.Contains(name))
                made.With(name, at, Operation(root, operation, shared));
        }

        return made;
    }

    private static Node Operation(Node root, Node operation, IReadOnlyList<Node> shared)
    {
        if (operation is not ObjectNode)
            return operation.Copy();
        var (consumes, produces) = (operation["consumes"] ?? root["consumes"], operation["produces"] ?? root["produces"]);
        var own = operation["parameters"]?.Items ?? [];
        var made = new ObjectNode(operation.At)
            .WithCopies(operation, "tags", "summary", "description", "externalDocs", "operationId", "deprecated", "security")
            .WithExtensions(operation);
        var parameters = own.Where(p => !SwaggerParameters.IsOfBody(p)).Select(SwaggerParameters.Convert).ToList();
        if (parameters.Count > 0)
            made.With("parameters", Tree.List(operation["parameters"]!.At, parameters));
        made.With("requestBody", SwaggerParameters.RequestBody(own.Any(SwaggerParameters.IsOfBody) ? own : shared, consumes));
        if (operation.AsObject()!.TryGetMember("responses", out var responses))
        {
            made.With("responses", responses.NameAt, Tree.Map(responses.Value, r => SwaggerResponses.Convert(r, produces)));
        }

        return made;
    }

    private static ObjectNode? Components(Node root)
    {
        var made = new ObjectNode((root["definitions"] ?? root["securityDefinitions"] ?? root).At);
        Add("definitions", "schemas", SwaggerSchemas.Convert);
        Add("responses", "responses", r => SwaggerResponses.Convert(r, root["produces"]));
        Add("parameters", "parameters", SwaggerParameters.Convert);
        Add("securityDefinitions", "securitySchemes", SwaggerSecurity.Convert);
        return made.Members.Count > 0 ? made : null;

        void Add(string old, string name, Func<Node, Node> convert)
        {
            if (!root.AsObject()!.TryGetMember(old, out var members) || members.Value is not ObjectNode)
                return;
            var converted = new ObjectNode(members.Value.At);

            // A parameter of the body stands at each operation that refers to it.
            foreach (var (key, at, value) in members.Value.Members.Where(m => old != "parameters" || !SwaggerParameters.IsOfBody(m.Value)))
            {
                converted.With(key, at, convert(value));
            }

            made.With(name, members.NameAt, converted);
        }
    }
}
