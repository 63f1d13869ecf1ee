using Conformance.Contracts.Routing;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

/// <summary>Path templates and their parameters fit each other, and no two templates are the same (OpenAPI 3.1.1, section 4.8.8.2).</summary>
internal static class PathRules
{
    public static void Check(LintContext context)
    {
        var shapes = new Dictionary<string, (string Path, Node Item)>(StringComparer.Ordinal);
        foreach (var (path, at, node) in context.Root["paths"]?.Members ?? [])
        {
            if (path.StartsWith("x-", StringComparison.Ordinal) || context.Resolve(node) is not { } item)
                continue;
            var key = PathKey.Parse(path);
            CheckQuery(context, key.Path, at);
            CheckShape(context, shapes, key, at, item);
            CheckParameters(context, key.Path, at, item);
        }
    }

    private static void CheckQuery(LintContext context, string path, Location at)
    {
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return;
        var (alone, query) = (path[..mark], path[(mark + 1)..]);
        context.Problems.Error(
            "path-query",
            at,
            $"The path \"{path}\" holds the query \"?{query}\"; expected a path alone, so that no request leads to its operations.",
            $"Write \"{alone}\", and what the query holds as parameters in \"query\"; where it tells several operations apart, write \"{alone}#{alone.Trim('/').Split('/')[^1]}-{query.Split('=', '&')[^1]}\" with a condition in \"x-session\"."
        );
    }

    private static void CheckShape(
        LintContext context,
        Dictionary<string, (string Path, Node Item)> shapes,
        PathKey key,
        Location at,
        Node item
    )
    {
        // What a name tells apart is judged by the conditions of the operations, as long as the path is the same to the letter.
        var path = key.Path;
        if (key.Name is not null && shapes.Values.Any(s => s.Path == path))
            return;
        var shape = SegmentPattern
            .NamesIn(path)
            .Aggregate(path, (text, name) => text.Replace("{" + name + "}", "{}", StringComparison.Ordinal));
        if (shapes.TryAdd(shape, (path, item)))
            return;
        var (first, other) = shapes[shape];
        if (first == path)
            return;
        var shared = OperationsOf(item)
            .Select(o => o.Name)
            .Intersect(OperationsOf(other).Select(o => o.Name), StringComparer.Ordinal)
            .ToList();
        var message = $"The path \"{path}\" is the same as \"{first}\" but for the names of its parameters";
        const string mend = "Put the operations under one path, with the same names.";
        if (shared.Count > 0)
        {
            context.Problems.Error(
                "path-same",
                at,
                $"{message}, and both have {string.Join(", ", shared)}, so that no request tells them apart.",
                mend
            );
        }
        else
            context.Problems.Warning("path-same", at, $"{message}, and tools may serve only one of them.", mend);
    }

    private static void CheckParameters(LintContext context, string path, Location at, Node item)
    {
        var template = SegmentPattern.NamesIn(path).ToList();
        foreach (var name in template.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            context.Problems.Error(
                "path-parameter",
                at,
                $"The path \"{path}\" has the parameter \"{name}\" twice.",
                "Give each its own name."
            );
        }

        var shared = Declared(context, item);
        ReportUnused(context, path, template, shared);
        foreach (var (method, methodAt, operation) in OperationsOf(item))
        {
            var own = Declared(context, operation);
            ReportUnused(context, path, template, own);
            foreach (var name in template.Distinct(StringComparer.Ordinal).Where(n => shared.Concat(own).All(p => p.Name != n)))
            {
                context.Problems.Error(
                    "path-parameter",
                    methodAt,
                    $"{method.ToUpperInvariant()} {path} has no parameter \"{name}\" in \"path\", which its path names.",
                    $"Add {{name: {name}, in: path, required: true, schema: {{type: string}}}} to its parameters."
                );
            }
        }
    }

    private static void ReportUnused(LintContext context, string path, List<string> template, List<(string Name, Node Node)> declared)
    {
        foreach (var (name, node) in declared.Where(p => !template.Contains(p.Name)))
        {
            var near = Nearest.To(name, template);
            context.Problems.Error(
                "path-parameter",
                node.At,
                $"The parameter \"{name}\" in \"path\" does not stand in the path \"{path}\".",
                near is null ? $"Write {{{name}}} into the path, or leave the parameter out." : $"Did you mean \"{near}\"?"
            );
        }
    }

    private static List<(string Name, Node Node)> Declared(LintContext context, Node holder) =>
        [
            .. from node in holder["parameters"]?.Items ?? []
            let parameter = context.Resolve(node)
            where parameter?["in"]?.AsString() == "path" && parameter["name"]?.AsString() is not null
            select (parameter["name"]!.AsString()!, node),
        ];

    private static IEnumerable<Member> OperationsOf(Node item) =>
        item.Members.Where(m =>
            m.Value is ObjectNode && PathObjects.PathItem.Fields.Any(f => f.Name == m.Name && f.Shape == PathObjects.Operation)
        );
}
