using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Contracts.Schemas;

/// <summary>
/// How a text is read as a value of a schema: which types it may have, and the shapes of its items and properties. An upper bound, through references and
/// alternatives; the schema itself still judges the value. What belongs to items and properties is found out when it is first asked for.
/// </summary>
internal sealed class ValueShape
{
    private const int MostParts = 256;

    private static readonly string[] InPlace = ["allOf", "anyOf", "oneOf"];

    private readonly ImmutableArray<Node> _schemas;
    private ImmutableArray<Node> _parts;
    private ValueShape? _items;
    private Dictionary<string, ValueShape>? _properties;
    private readonly Lazy<ValueShape?> _additional;

    public ValueShape(params ImmutableArray<Node> schemas)
    {
        _schemas = schemas;
        Types = TypesOf(schemas);
        IsBinary = schemas.Any(SchemaTypes.IsBinary);
        _additional = new Lazy<ValueShape?>(() =>
            Parts.Select(p => p["additionalProperties"]).OfType<ObjectNode>().ToImmutableArray<Node>() is { IsEmpty: false } others
                ? new ValueShape(others)
                : null
        );
    }

    /// <summary>The shape of what no schema speaks of.</summary>
    public static ValueShape Any { get; } = new();

    /// <summary>The types that a value may have.</summary>
    public JsonTypes Types { get; }

    /// <summary>Whether a string stands for raw bytes.</summary>
    public bool IsBinary { get; }

    /// <summary>Whether a value may be an array, said by a type or by <c>items</c>.</summary>
    public bool MayBeArray => Types == JsonTypes.Any ? Parts.Any(p => p["items"] is not null) : Admits(JsonTypes.Array);

    /// <summary>Whether a value may be an object, said by a type or by <c>properties</c>.</summary>
    public bool MayBeObject => Types == JsonTypes.Any ? Parts.Any(p => p["properties"] is not null) : Admits(JsonTypes.Object);

    /// <summary>Whether a value may be neither array nor object.</summary>
    public bool MayBeScalar => Admits(~(JsonTypes.Array | JsonTypes.Object)) || Types == JsonTypes.None;

    /// <summary>Whether text of this shape is JSON by default: values may be objects and no strings (OpenAPI 3.1.1, section 4.8.15.1.1, contentType).</summary>
    public bool IsJsonText => MayBeObject && !Admits(JsonTypes.String);

    /// <summary>The shape of an item.</summary>
    public ValueShape Items => _items ??= new ValueShape([.. Parts.Select(p => p["items"]).OfType<Node>()]);

    /// <summary>The declared properties.</summary>
    public IReadOnlyCollection<string> PropertyNames => Properties.Keys;

    /// <summary>The shape of properties that are not declared; null where the schema does not speak of them, or refuses them.</summary>
    public ValueShape? Additional => _additional.Value;

    /// <summary>The schemas that say something of a value: themselves, what they refer to, and those that hold together with them or in their place.</summary>
    public ImmutableArray<Node> Parts => _parts.IsDefault ? _parts = Flatten() : _parts;

    private Dictionary<string, ValueShape> Properties =>
        _properties ??= Parts
            .SelectMany(p => p["properties"]?.Members ?? [])
            .GroupBy(m => m.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new ValueShape([.. g.Select(m => m.Value)]), StringComparer.Ordinal);

    /// <summary>Whether a value may have one of some types.</summary>
    public bool Admits(JsonTypes types) => (Types & types) != JsonTypes.None;

    /// <summary>The shape of a property.</summary>
    public ValueShape Property(string name) => Properties.GetValueOrDefault(name) ?? Additional ?? Any;

    // Schemas that hold together narrow each other; those of alternatives need not, and then any of their types will do.
    private static JsonTypes TypesOf(ImmutableArray<Node> schemas)
    {
        var all = JsonTypes.Any;
        var some = JsonTypes.None;
        foreach (var types in schemas.Select(SchemaTypes.Of))
            (all, some) = (all & types, some | types);
        return all == JsonTypes.None ? some : all;
    }

    private ImmutableArray<Node> Flatten()
    {
        var parts = new HashSet<Node>();
        foreach (var schema in _schemas)
            Add(schema);
        return [.. parts];

        void Add(Node schema)
        {
            if (parts.Count >= MostParts || schema is not ObjectNode || !parts.Add(schema))
                return;
            if (References.RefOf(schema) is not null && References.Resolve(schema, schema.Root, null) is { } target)
                Add(target);
            foreach (var part in InPlace.SelectMany(keyword => schema[keyword]?.Items ?? []))
                Add(part);
        }
    }
}
