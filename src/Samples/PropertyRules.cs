using Conformance.Samples.Patterns;

namespace Conformance.Samples;

/// <summary>What the members of a flat conjunction ask of the properties of an object.</summary>
internal sealed class PropertyRules
{
    private readonly Flat _flat;
    private readonly SchemaReferences _references;
    private readonly PatternMatch _patterns;

    public PropertyRules(Flat flat, SchemaReferences references, PatternMatch patterns)
    {
        (_flat, _references, _patterns) = (flat, references, patterns);
        Declared = flat
            .Members.SelectMany(node => node.Mapped("properties"))
            .Select(entry => entry.Key)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        Required = WithNeeded(flat.Members.SelectMany(node => node.Strings("required")));
        Forbidden = flat.Members.SelectMany(ForbiddenBy).Where(name => !Required.Contains(name)).ToHashSet(StringComparer.Ordinal);
        Least = flat.Members.Max(node => node.Count("minProperties")) ?? 0;
        Most = flat.Members.Min(node => node.Count("maxProperties")) ?? int.MaxValue;
    }

    /// <summary>The names under <c>properties</c>, in the document's order.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>The names under <c>required</c>, and those that <c>dependentRequired</c> adds for them.</summary>
    public IReadOnlySet<string> Required { get; }

    /// <summary>Names that had better be absent, because of a <c>not</c>.</summary>
    public IReadOnlySet<string> Forbidden { get; }

    public int Least { get; }

    public int Most { get; }

    /// <summary>Whether the object is a map: nothing is declared, but what other properties look like is.</summary>
    public bool IsMap =>
        Declared.Count == 0
        && _flat.Members.Any(node => node.Child("additionalProperties") is { IsFalse: false } || node.Has("patternProperties"));

    /// <summary>The patterns under <c>patternProperties</c>.</summary>
    public IEnumerable<string> NamePatterns =>
        _flat.Members.SelectMany(node => node.Mapped("patternProperties")).Select(entry => entry.Key).Distinct(StringComparer.Ordinal);

    /// <summary>What names must satisfy, or null without <c>propertyNames</c>.</summary>
    public Conjunction? Names =>
        _flat.Members.Select(node => node.Child("propertyNames")).OfType<SchemaNode>().ToArray() is { Length: > 0 } schemas
            ? new(_references, [SchemaNode.Made("""{"type":"string"}"""), .. schemas])
            : null;

    /// <summary>The properties that must be there when another is (<c>dependentRequired</c>).</summary>
    public IEnumerable<string> NeededBy(string name) =>
        _flat
            .Members.SelectMany(node => node.Node["dependentRequired"]?[name]?.Items ?? [])
            .Select(needed => needed.AsString())
            .OfType<string>();

    /// <summary>What the value of a property must satisfy.</summary>
    public IReadOnlyList<SchemaNode> SchemasOf(string name)
    {
        var schemas = new List<SchemaNode>();
        var isEvaluated = false;
        foreach (var node in _flat.Members)
        {
            var own = node.Mapped("patternProperties")
                .Where(entry => _patterns.Matches(entry.Key, name))
                .Select(entry => entry.Value)
                .ToList();
            if (node.Mapped("properties", name) is { } declared)
                own.Insert(0, declared);
            if (own.Count == 0 && node.Child("additionalProperties") is { } additional)
                own.Add(additional);
            isEvaluated |= own.Count > 0;
            schemas.AddRange(own);
        }

        if (!isEvaluated)
            schemas.AddRange(_flat.Members.Select(node => node.Child("unevaluatedProperties")).OfType<SchemaNode>());
        return schemas;
    }

    private HashSet<string> WithNeeded(IEnumerable<string> names)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(names);
        while (open.TryDequeue(out var name))
        {
            if (all.Add(name))
            {
                foreach (var needed in NeededBy(name))
                    open.Enqueue(needed);
            }
        }

        return all;
    }

    private static IEnumerable<string> ForbiddenBy(SchemaNode node) =>
        node.Child("not") is { } not && not.HasOnly("required") ? not.Strings("required") : [];
}
