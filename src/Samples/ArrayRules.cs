using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Samples;

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
        Fixed = flat.Members.Select(node => Prefix(node).Count()).DefaultIfEmpty().Max();
        Most = flat.Members.Min(node => node.Count("maxItems")) ?? int.MaxValue;
        AreUnique = flat.Members.Any(node => node.Flag("uniqueItems"));
        var contained = _contained.Sum(contain => contain.Least);
        Least = Math.Max(flat.Members.Max(node => node.Count("minItems")) ?? 0, contained == 0 ? 0 : contained + Fixed);
        IsClosed = flat.Members.Any(node => Rest(node) is { IsFalse: true });
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
        var isEvaluated = _flat.Members.Any(member => Rest(member) is not null);
        foreach (var node in _flat.Members)
        {
            var prefix = Prefix(node).ToArray();
            if (index < prefix.Length)
                schemas.Add(prefix[index]);
            else if ((Rest(node) ?? (isEvaluated ? null : node.Child("unevaluatedItems"))) is { } items)
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

    // Draft 4 lists the schemas of the first items in "items", and has "additionalItems" for the others.
    private IEnumerable<SchemaNode> Prefix(SchemaNode node) => node.Listed(_references.Dialect == Dialect.Draft4 ? "items" : "prefixItems");

    private SchemaNode? Rest(SchemaNode node) =>
        node.Child(_references.Dialect == Dialect.Draft4 && node.Node["items"] is ArrayNode ? "additionalItems" : "items");
}
