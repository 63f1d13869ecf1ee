using System.Text;
using System.Text.Json;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary>
/// <c>discriminator</c> beside <c>oneOf</c> or <c>anyOf</c>: branches that are references are known by the last part of the reference,
/// and by the
/// names that <c>mapping</c> gives them; inline branches have no name (OpenAPI 3.0.4, 4.7.25).
/// </summary>
internal static class DiscriminatorFamily
{
    public static Discriminator? Read(KeywordSource source, SchemaNode[] branches)
    {
        if (!source.TryGet("discriminator", out var value))
            return null;
        if (
            value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("propertyName", out var property)
            || property.ValueKind != JsonValueKind.String
        )
        {
            // In plain JSON Schema the keyword is unknown and may hold anything.
            if (source.Dialect == Dialect.OpenApi30)
                source.Problem(
                    "discriminator",
                    value,
                    "an object with a \"propertyName\"",
                    "name the property that tells the alternatives apart"
                );
            return null;
        }

        var named = ReferredBranches(source, branches);
        var targets = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        AddMapped(targets, source, value, named);
        foreach (var (name, _, branch) in named)
            targets.TryAdd(name, branch);
        return targets.Count == 0
            ? null
            : new Discriminator(
                source.Place,
                property.GetString()!,
                new NameTable([.. targets.Keys.Select(Encoding.UTF8.GetBytes)]),
                [.. targets.Values],
                decides: source.Dialect == Dialect.OpenApi30
            );
    }

    private static void AddMapped(
        Dictionary<string, SchemaNode> targets,
        KeywordSource source,
        JsonElement discriminator,
        List<(string Name, string Location, SchemaNode Branch)> named
    )
    {
        if (!discriminator.TryGetProperty("mapping", out var mapping) || mapping.ValueKind != JsonValueKind.Object)
            return;
        foreach (var entry in mapping.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String))
        {
            var reference = entry.Value.GetString()!;
            var from = source.Place.Resource;
            // A value that can be a component's name is one (3.0.4, 4.7.25.3).
            var place =
                source.Compiler.Find(from, $"#/components/schemas/{JsonPointer.ToFragment(JsonPointer.Escape(reference))}")
                ?? source.Compiler.Find(from, reference);
            if (place is null && source.Dialect == Dialect.OpenApi30)
            {
                const string Expected = "the name of a component schema or a reference to a schema";
                source.Problem("discriminator", Report.Quote(reference), Expected, "correct the entry in \"mapping\"");
            }

            // What is no branch here may be one where the schema is used otherwise; it selects nothing.
            if (place is not null && named.Find(candidate => candidate.Location == place.Location).Branch is { } branch)
                targets.TryAdd(entry.Name, branch);
        }
    }

    private static List<(string Name, string Location, SchemaNode Branch)> ReferredBranches(KeywordSource source, SchemaNode[] branches)
    {
        var named = new List<(string, string, SchemaNode)>();
        foreach (var branch in branches)
        {
            var element = branch.Place.Element;
            if (
                element.ValueKind != JsonValueKind.Object
                || !element.TryGetProperty("$ref", out var value)
                || value.ValueKind != JsonValueKind.String
            )
                continue;
            var reference = value.GetString()!;
            var (uri, fragment) = SchemaUri.Split(reference);
            var path = string.IsNullOrEmpty(fragment) ? uri : fragment;
            if (source.Compiler.Find(source.Place.Resource, reference) is { } target)
                named.Add((JsonPointer.Unescape(path[(path.LastIndexOf('/') + 1)..]), target.Location, branch));
        }

        return named;
    }
}
