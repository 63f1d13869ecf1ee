using System.Text;
using Conformance.Documents;
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
        if (value["propertyName"]?.AsString() is not { } property)
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
                property,
                new NameTable([.. targets.Keys.Select(Encoding.UTF8.GetBytes)]),
                [.. targets.Values],
                decides: source.Dialect == Dialect.OpenApi30
            );
    }

    private static void AddMapped(
        Dictionary<string, SchemaNode> targets,
        KeywordSource source,
        Node discriminator,
        List<(string Name, string Location, SchemaNode Branch)> named
    )
    {
        foreach (var entry in discriminator["mapping"]?.Members ?? [])
        {
            if (entry.Value.AsString() is not { } reference)
                continue;
            var from = source.Place.Resource;
            // A value that can be a component's name is one (3.0.4, 4.7.25.3).
            var place =
                source.Compiler.Find(from, $"#/components/schemas/{JsonPointer.Root.Append(reference).ToFragment()[1..]}")
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
            if (branch.Place.Node["$ref"]?.AsString() is not { } reference)
                continue;
            var (uri, fragment) = SchemaUri.Split(reference);
            var path = string.IsNullOrEmpty(fragment) ? uri : fragment;
            if (source.Compiler.Find(source.Place.Resource, reference) is { } target)
                named.Add((NameAtEndOf(path), target.Location, branch));
        }

        return named;
    }

    private static string NameAtEndOf(string path)
    {
        var segment = path[(path.LastIndexOf('/') + 1)..];
        return JsonPointer.TryParse("/" + segment)?.Segments[0] ?? segment;
    }
}
