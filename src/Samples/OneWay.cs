using System.Text.Json;
using Conformance.JsonSchema;
using Conformance.Samples.Patterns;

namespace Conformance.Samples;

/// <summary>Knows the properties that only requests (<c>writeOnly</c>) or only responses (<c>readOnly</c>) have.</summary>
internal sealed class OneWay(SchemaReferences references, Flattening flattening, PatternMatch patterns, Direction direction)
{
    private readonly string _keyword = direction == Direction.Response ? "writeOnly" : "readOnly";

    /// <summary>Whether a property with these schemas is left out.</summary>
    public bool LeavesOut(IEnumerable<SchemaNode> schemas) => schemas.Any(IsMarked);

    /// <summary>A given value without the properties that are left out, at any depth; the same value when it has none.</summary>
    public JsonElement Prune(JsonElement value, params IEnumerable<SchemaNode> schemas)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return value;
        var flat = flattening.Certain(schemas);
        return value.ValueKind == JsonValueKind.Array ? PruneItems(value, flat) : PruneProperties(value, flat);
    }

    private JsonElement PruneItems(JsonElement array, Flat flat)
    {
        var schemas = flat.Members.Select(node => node.Child("items")).OfType<SchemaNode>().ToArray();
        var items = array.EnumerateArray().ToArray();
        var pruned = items.Select(item => Prune(item, schemas)).ToArray();
        return pruned.SequenceEqual(items) ? array : JsonValues.Of(pruned);
    }

    private JsonElement PruneProperties(JsonElement value, Flat flat)
    {
        var rules = new PropertyRules(flat, references, patterns);
        var properties = value.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value)).ToArray();
        var pruned = properties
            .Select(property => (property.Key, property.Value, Schemas: rules.SchemasOf(property.Key)))
            .Where(property => !LeavesOut(property.Schemas))
            .Select(property => KeyValuePair.Create(property.Key, Prune(property.Value, property.Schemas)))
            .ToArray();
        return pruned.SequenceEqual(properties) ? value : JsonValues.Of(pruned);
    }

    private bool IsMarked(SchemaNode schema) =>
        schema.Flag(_keyword) || flattening.Certain(schema).Members.Any(member => member.Flag(_keyword));
}
