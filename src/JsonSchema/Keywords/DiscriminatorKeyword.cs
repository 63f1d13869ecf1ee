using System.Text;
using Conformance.Documents;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// OpenAPI's <c>discriminator</c> beside <c>oneOf</c> or <c>anyOf</c>: a property whose value names the branch that is meant. Branches that are
/// references are known by the last part of the reference, and by the names that <c>mapping</c> gives them; inline branches have no name
/// (OpenAPI 3.0.4, 4.7.25). In the 3.0 dialect the named branch decides; in 3.1 the keyword is an annotation, which changes no verdict and only
/// says which branch's violations are worth reporting.
/// </summary>
internal sealed class DiscriminatorKeyword(SchemaPlace place, string property, NameTable values, CompiledNode[] targets, bool decides)
{
    private readonly byte[] _property = Encoding.UTF8.GetBytes(property);

    /// <summary>Whether the named branch decides about validity.</summary>
    public bool Decides => decides;

    /// <summary>What the keyword says of these branches; null when it is not there or names none of them.</summary>
    public static DiscriminatorKeyword? Read(KeywordSource source, CompiledNode[] branches)
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
        var targets = new Dictionary<string, CompiledNode>(StringComparer.Ordinal);
        AddMapped(targets, source, value, named);
        foreach (var (name, _, branch) in named)
            targets.TryAdd(name, branch);
        return targets.Count == 0
            ? null
            : new DiscriminatorKeyword(
                source.Place,
                property,
                new NameTable([.. targets.Keys.Select(Encoding.UTF8.GetBytes)]),
                [.. targets.Values],
                decides: source.Dialect == Dialect.OpenApi30
            );
    }

    /// <summary>
    /// False when the value is not an object with the property as a string, so that nothing can be selected;
    /// <paramref name="chosen"/> is null when the property names no branch.
    /// </summary>
    public bool TrySelect(ref Run run, int at, out CompiledNode? chosen)
    {
        chosen = null;
        var value = Find(ref run, at);
        if (value < 0)
            return false;
        var index = values.Find(run.Text(value));
        chosen = index < 0 ? null : targets[index];
        return true;
    }

    /// <summary>Reports that the property names no branch.</summary>
    public void Explain(ref Run run, int at, ViolationReport report)
    {
        var value = Find(ref run, at);
        var known = Enumerable.Range(0, values.Count).Select(index => ViolationReport.Quote(Encoding.UTF8.GetString(values[index])));
        report.Add(ref run, value, place, "discriminator", $"one of {string.Join(", ", known)}", ViolationReport.Describe(ref run, value));
    }

    private int Find(ref Run run, int at)
    {
        if (run.KindOf(at) != JsonTokenKind.Object)
            return -1;
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (run.Text(name).SequenceEqual(_property))
                return run.KindOf(name + 1) == JsonTokenKind.String ? name + 1 : -1;
        }

        return -1;
    }

    private static void AddMapped(
        Dictionary<string, CompiledNode> targets,
        KeywordSource source,
        Node discriminator,
        List<(string Name, string Location, CompiledNode Branch)> named
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
                source.Problem("discriminator", ViolationReport.Quote(reference), Expected, "correct the entry in \"mapping\"");
            }

            // What is no branch here may be one where the schema is used otherwise; it selects nothing.
            if (place is not null && named.Find(candidate => candidate.Location == place.Location).Branch is { } branch)
                targets.TryAdd(entry.Name, branch);
        }
    }

    private static List<(string Name, string Location, CompiledNode Branch)> ReferredBranches(KeywordSource source, CompiledNode[] branches)
    {
        var named = new List<(string, string, CompiledNode)>();
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
