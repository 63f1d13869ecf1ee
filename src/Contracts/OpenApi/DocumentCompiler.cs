using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi.Session;
using Conformance.Contracts.Routing;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>What the contract says of itself beside its document.</summary>
/// <param name="Readings">The readings in force: name by requirement id.</param>
/// <param name="Files">What it was read from.</param>
/// <param name="Partial">Whether operations are served though others need what could not be read.</param>
/// <param name="Samples">Makes the source of values for its schemas; null where none are needed.</param>
internal sealed record Compilation(
    string Name,
    ImmutableSortedDictionary<string, string> Readings,
    ImmutableArray<string> Files,
    bool Partial,
    Func<ContractSchemas, ISampleSource>? Samples
);

/// <summary>Compiles an OpenAPI document into a <see cref="Contract"/>.</summary>
internal static class DocumentCompiler
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    /// <summary>Compiles a document whose overlays and readings have been applied; null, with problems, where it cannot be served.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Contract? Compile(Compilation compilation, Node root, Problems problems, CancellationToken cancellation)
    {
        if (VersionOf(root, problems) is not { } version)
            return null;
        if (root["paths"] is not ObjectNode && (version == SpecVersion.V30 || root["webhooks"] is null && root["components"] is null))
        {
            problems.Error(
                "no-paths",
                root["paths"]?.At ?? root.At,
                "The document has no \"paths\" object, so there is nothing to serve.",
                "Add \"paths\" with at least one operation."
            );
            return null;
        }

        if (!XSessionSchema.Check(root, problems) || !SchemaChains.Check(root, problems))
            return null;
        var schemas = new ContractSchemas(root, ContractSchemas.DialectOf(root, version));
        var fatal = new Problems();
        var context = new CompileContext(root, version, schemas, problems, fatal) { Session = SessionCompiler.Compile(root, fatal) };
        var routes = new RouteTable<PathEntry>();
        var samples = compilation.Samples?.Invoke(schemas) ?? new NoSamples();
        var unread = compilation.Partial ? new UnreadParts(root) : null;
        var unreadPaths = new List<string>();
        var operations = Operations(context, routes, samples, unread, unreadPaths, cancellation).ToImmutableArray();
        ResourceRole.Assign(operations);
        var anywhere = new AnswerResolver(context, new AnswerFactory("the contract", samples));
        var refusals = Refusals
            .All.Select(r => anywhere.Refuse(r, [], ImmutableDictionary<string, RefusalRule>.Empty, occurs: false))
            .ToImmutableArray();
        problems.AddAll(fatal);
        if (fatal.HasErrors)
            return null;
        return new Contract
        {
            Name = compilation.Name,
            Title = root["info"]?["title"]?.AsString() is { Length: > 0 } title ? title : compilation.Name,
            Version = root["info"]?["version"] is ScalarNode number ? number.Text : "",
            OpenApiVersion = root["openapi"] is ScalarNode spec ? spec.Text : "",
            Operations = operations,
            Unread = [.. unreadPaths, .. operations.Where(o => o.Unread is not null).Select(o => o.ToString())],
            Routes = routes,
            Session = context.Session,
            Refusals = refusals,
            Readings = compilation.Readings,
            Files = compilation.Files,
            Schemas = schemas,
            Samples = samples,
            Document = root,
        };
    }

    private static IEnumerable<Operation> Operations(
        CompileContext context,
        RouteTable<PathEntry> routes,
        ISampleSource samples,
        UnreadParts? unread,
        List<string> unreadPaths,
        CancellationToken cancellation
    )
    {
        var compiler = new OperationCompiler(context, samples, unread);
        foreach (var (name, at, node) in context.Root["paths"]?.Members ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            if (name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            var key = PathKey.Parse(name);
            var path = key.Path;
            if (!path.StartsWith('/'))
                context.Problems.Error("path-slash", at, $"The path \"{path}\" does not begin with a slash.", $"Write \"/{path}\".");
            if (context.Resolve(node) is not { } item)
            {
                var reason = unread?.In(node);
                if (reason is not null)
                    unreadPaths.Add(path);
                foreach (var basePath in ServerPaths.Of(context.Root))
                    routes.GetOrAdd(basePath + path, () => new PathEntry()).Unread = reason;
                continue;
            }

            foreach (var (method, operationNode) in OperationsOf(item))
            {
                foreach (var operation in compiler.Compile(method, key, item, operationNode))
                {
                    foreach (var basePath in operation.BasePaths)
                        routes.GetOrAdd(basePath + path, () => new PathEntry()).Add(operation);
                    yield return operation;
                }
            }
        }
    }

    // OpenAPI 3.2 adds "query" and, under additionalOperations, any other method.
    private static IEnumerable<(string Method, Node Operation)> OperationsOf(Node item)
    {
        foreach (var (name, _, node) in item.Members)
        {
            if (Methods.Contains(name) && node is ObjectNode)
                yield return (name.ToUpperInvariant(), node);
            if (name != "additionalOperations")
                continue;
            foreach (var additional in node.Members)
            {
                if (additional.Value is ObjectNode)
                    yield return (additional.Name, additional.Value);
            }
        }
    }

    /// <summary>The version that a document says; null, with a problem, where it is none that is known.</summary>
    public static SpecVersion? VersionOf(Node root, Problems problems)
    {
        var version = (root["openapi"] as ScalarNode)?.Text;
        if (version is not null && (version == "3.0" || version.StartsWith("3.0.", StringComparison.Ordinal)))
            return SpecVersion.V30;
        if (version is not null && (version == "3.1" || version.StartsWith("3.1.", StringComparison.Ordinal)))
            return SpecVersion.V31;
        if (version is not null && (version == "3.2" || version.StartsWith("3.2.", StringComparison.Ordinal)))
            return SpecVersion.V32;
        if (root["swagger"] is ScalarNode swagger)
        {
            problems.Error(
                "openapi-version",
                swagger.At,
                $"The document is Swagger {swagger.Text}; expected OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0.",
                "Convert it to OpenAPI 3 first."
            );
        }
        else if (root["openapi"] is { } other)
        {
            problems.Error(
                "openapi-version",
                other.At,
                $"\"openapi\" is {other.Describe()}; expected a version of 3.0, 3.1 or 3.2.",
                "Write for example \"openapi: 3.1.0\"."
            );
        }
        else if (root["overlay"] is { } overlay)
        {
            problems.Error(
                "is-overlay",
                overlay.At,
                "This is an Overlay, where an OpenAPI document was expected.",
                "Pass the OpenAPI document, and this file with --overlay."
            );
        }
        else
        {
            problems.Error(
                "openapi-version",
                root.At,
                "The document has no \"openapi\" field, so it is no OpenAPI document.",
                "Add for example \"openapi: 3.1.0\" at its root."
            );
        }

        return null;
    }
}
