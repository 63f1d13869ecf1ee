namespace Conformance.Contracts.Samples;

/// <summary>What the members of a flat conjunction ask of the items of an array.</summary>
internal sealed class ArrayRules
{
    private readonly Flat _flat;
    private readonly SchemaReferences _references;
    private readonly IReadOnlyList<(SchemaNode Schema, int Least)> _contained;

    public ArrayRules(Flat flat, SchemaReferences references)
    {
        (_flat, _references) = (flat, references);
        _contained = flat
            .Members.Where(node => node.Child("contains") is not null)
            .Select(node => (node.Child("contains")!, node.Count("minContains") ?? 1))
            .ToArray();
        Fixed = flat.Members.Select(node => node.Listed("prefixItems").Count()).DefaultIfEmpty().Max();
        Most = flat.Members.Min(node => node.Count("maxItems")) ?? int.MaxValue;
        AreUnique = flat.Members.Any(node => node.Flag("uniqueItems"));
        var contained = _contained.Sum(contain => contain.Least);
        Least = Math.Max(flat.Members.Max(node => node.Count("minItems")) ?? 0, contained == 0 ? 0 : contained + Fixed);
        IsClosed = flat.Members.Any(node => node.Child("items") is { IsFalse: true });
    }

    /// <summary>How many first items have schemas of their own.</summary>
    public int Fixed { get; }

    public int Least { get; }

    public int Most { get; }

    public bool AreUnique { get; }

    /// <summary>Whether nothing may follow the fixed items.</summary>
    public bool IsClosed { get; }

    /// <summary>What the item at an index must satisfy. Items that <c>contains</c> asks for stand right after the fixed ones.</summary>
    public Conjunction At(int index)
    {
        var schemas = new List<SchemaNode>();
        var isEvaluated = _flat.Members.Any(member => member.Child("items") is not null);
        foreach (var node in _flat.Members)
        {
            var prefix = node.Listed("prefixItems").ToArray();
            if (index < prefix.Length)
                schemas.Add(prefix[index]);
            else if ((node.Child("items") ?? (isEvaluated ? null : node.Child("unevaluatedItems"))) is { } items)
                schemas.Add(items);
        }

        var place = index - Fixed;
        foreach (var (schema, least) in _contained)
        {
            if (place >= 0 && place < least)
                schemas.Add(schema);
            place -= least;
        }

        return new(_references, schemas);
    }
}
