using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;

namespace Conformance.Contracts.Bundling;

/// <summary>Under which names the parts of a document lie that references may lead to.</summary>
internal static class ComponentKinds
{
    private static readonly Dictionary<Shape, string> OfSwagger = new()
    {
        [Shape.Schema] = "definitions",
        [SwaggerObjects.Parameter] = "parameters",
        [SwaggerObjects.Response] = "responses",
    };

    private static readonly Dictionary<Shape, string> OfOpenApi = new()
    {
        [Shape.Schema] = "schemas",
        [PathObjects.Response] = "responses",
        [ContentObjects.Parameter] = "parameters",
        [ContentObjects.Example] = "examples",
        [ContentObjects.RequestBody] = "requestBodies",
        [ContentObjects.Header] = "headers",
        [SecurityObjects.Scheme] = "securitySchemes",
        [PathObjects.Link] = "links",
        [PathObjects.Callback] = "callbacks",
        [ContentObjects.MediaType] = "mediaTypes",
    };

    /// <summary>The kinds of a version: the name of each, and what it holds.</summary>
    public static IEnumerable<(string Name, Shape Shape)> All(SpecVersion version) =>
        Table(version).Where(k => IsIn(k.Value, version)).Select(k => (k.Value, k.Key));

    /// <summary>The kind that holds such objects; null where none does, so that each stands where it is used.</summary>
    public static string? Of(Shape shape, SpecVersion version) =>
        Table(version).TryGetValue(shape, out var name) && IsIn(name, version) ? name : null;

    private static Dictionary<Shape, string> Table(SpecVersion version) => version == SpecVersion.V20 ? OfSwagger : OfOpenApi;

    private static bool IsIn(string kind, SpecVersion version) => kind != "mediaTypes" || version >= SpecVersion.V32;
}
