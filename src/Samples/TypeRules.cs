using Conformance.Contracts.Schemas;
using Conformance.JsonSchema;

namespace Conformance.Samples;

/// <summary>The types that all members of a flat conjunction allow.</summary>
internal sealed class TypeRules
{
    private static readonly (JsonTypes Type, string[] Keywords)[] Telling =
    [
        (
            JsonTypes.Object,
            ["properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties"]
        ),
        (JsonTypes.Array, ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]),
        (JsonTypes.String, ["pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"]),
        (JsonTypes.Number, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    ];

    public TypeRules(Flat flat, Dialect dialect)
    {
        var order = new List<JsonTypes>();
        foreach (var node in flat.Members)
        {
            var declared = Declared(node).ToArray();
            order.AddRange(declared);
            if (declared.Length > 0)
                Allowed &= declared.Aggregate((all, type) => all | type) | (IsNullable(node) ? JsonTypes.Null : JsonTypes.None);
            NamesNull |= declared.Length > 0;
            if (node.Child("not") is { } not && not.HasOnly("type"))
                Allowed &= ~Declared(not).Aggregate(JsonTypes.None, (all, type) => all | type);
        }

        foreach (var (type, keywords) in Telling)
        {
            if (flat.Members.Any(node => keywords.Any(keyword => node.Has(keyword))))
                order.Add(type);
        }

        bool IsNullable(SchemaNode node) => dialect != Dialect.Draft202012 && node.Flag("nullable");
        NamesNull &= AllowsNull;
        Suggested = [.. Usable(order)];
        Unsuggested =
        [
            .. Usable([JsonTypes.String, JsonTypes.Object, JsonTypes.Array, JsonTypes.Number, JsonTypes.Boolean]).Except(Suggested),
        ];
    }

    /// <summary>All types that are allowed.</summary>
    public JsonTypes Allowed { get; private set; } = JsonTypes.Any;

    public bool AllowsNull => Allowed.HasFlag(JsonTypes.Null);

    /// <summary>Whether null is allowed because a schema says so, and not only because none says otherwise.</summary>
    public bool NamesNull { get; private set; }

    /// <summary>Whether a number must be whole.</summary>
    public bool IsWhole => !Allowed.HasFlag(JsonTypes.Fraction);

    /// <summary>
    /// The allowed types that the schema names or that its keywords suggest, in that order and without null. A number stands there once,
    /// as <see cref="JsonTypes.Number"/>.
    /// </summary>
    public IReadOnlyList<JsonTypes> Suggested { get; }

    /// <summary>The other allowed types, without null.</summary>
    public IReadOnlyList<JsonTypes> Unsuggested { get; }

    private IEnumerable<JsonTypes> Usable(IEnumerable<JsonTypes> types) =>
        types
            .Where(type => type != JsonTypes.Null && (Allowed & type) != JsonTypes.None)
            .Select(type => (type & JsonTypes.Number) != JsonTypes.None ? JsonTypes.Number : type)
            .Distinct();

    private static IEnumerable<JsonTypes> Declared(SchemaNode node) =>
        (node.Text("type") is { } single ? [single] : node.Strings("type")).Select(Named);

    // Swagger 2.0 has the type "file", for a body of bytes.
    private static JsonTypes Named(string type) =>
        type switch
        {
            "null" => JsonTypes.Null,
            "boolean" => JsonTypes.Boolean,
            "integer" => JsonTypes.Integer,
            "number" => JsonTypes.Number,
            "string" or "file" => JsonTypes.String,
            "array" => JsonTypes.Array,
            "object" => JsonTypes.Object,
            _ => JsonTypes.None,
        };
}
