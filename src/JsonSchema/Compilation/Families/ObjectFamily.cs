using System.Text;
using System.Text.Json;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Keywords;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary>The keywords of objects.</summary>
internal static class ObjectFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Count("minProperties") is { } fewest)
            keywords.Add(new MemberCount(source.Place, "minProperties", fewest, isUpper: false, ofObject: true));
        if (source.Count("maxProperties") is { } most)
            keywords.Add(new MemberCount(source.Place, "maxProperties", most, isUpper: true, ofObject: true));
        if (Rules(source) is { } rules)
            keywords.Add(new Members(source.Place, rules));
        if (source.Schema("propertyNames") is { } names)
            keywords.Add(new PropertyNames(source.Place, names));
        AddDependents(keywords, source);
    }

    private static MemberRules? Rules(KeywordSource source)
    {
        var required = source.TryGet("required", out var list)
            ? source.Names("required", list).Distinct(StringComparer.Ordinal).ToList()
            : [];
        required.RemoveAll(name => IsForTheOtherMessage(source, name));
        var schemas = new Dictionary<string, SchemaNode?>(StringComparer.Ordinal);
        foreach (var property in source.Map("properties"))
            schemas[property.Name] = source.Node(property.Value, "properties", property.Name);
        foreach (var name in required)
            schemas.TryAdd(name, null);
        var patterns = Patterns(source);
        var additional = Additional(source);
        if (schemas.Count == 0 && patterns.Length == 0 && additional is null)
            return null;
        return new MemberRules(
            new NameTable([.. schemas.Keys.Select(Encoding.UTF8.GetBytes)]),
            [.. schemas.Values],
            [.. schemas.Keys.Select(name => required.IndexOf(name))],
            required.Count,
            patterns,
            additional
        );
    }

    private static bool IsForTheOtherMessage(KeywordSource source, string name)
    {
        var flag = source.Compiler.Use == SchemaUse.Request ? "readOnly" : "writeOnly";
        return source is { Dialect: Dialect.OpenApi30, Compiler.Use: not SchemaUse.Any }
            && source.TryGet("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(name, out var schema)
            && IsMarked(source, schema, flag);
    }

    // A mark may stand in the schema that a property refers to. One reference is followed; circles and chains are left alone.
    private static bool IsMarked(KeywordSource source, JsonElement schema, string flag)
    {
        if (
            schema.ValueKind == JsonValueKind.Object
            && schema.TryGetProperty("$ref", out var reference)
            && reference.ValueKind == JsonValueKind.String
            && source.Compiler.Find(source.Place.Resource, reference.GetString()!) is { } place
        )
            schema = place.Element;
        return schema.ValueKind == JsonValueKind.Object
            && schema.TryGetProperty(flag, out var mark)
            && mark.ValueKind == JsonValueKind.True;
    }

    private static (EcmaPattern Pattern, SchemaNode Schema)[] Patterns(KeywordSource source)
    {
        var patterns = new List<(EcmaPattern, SchemaNode)>();
        foreach (var member in source.Map("patternProperties"))
        {
            if (source.Pattern("patternProperties", member.Name) is { } pattern)
                patterns.Add((pattern, source.Node(member.Value, "patternProperties", member.Name)));
        }

        return [.. patterns];
    }

    // OpenAPI 3.0 has boolean schemas nowhere but here.
    private static SchemaNode? Additional(KeywordSource source)
    {
        if (
            source.Dialect == Dialect.Draft202012
            || !source.TryGet("additionalProperties", out var value)
            || value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
        )
            return source.Schema("additionalProperties");
        var place = new SchemaPlace(source.Place.Resource, $"{source.Place.Pointer}/additionalProperties", value);
        var node = new SchemaNode(place);
        node.Complete(Kinds.All, value.ValueKind == JsonValueKind.True ? [] : [new FalseSchema(place)]);
        return node;
    }

    private static void AddDependents(ICollection<Keyword> keywords, KeywordSource source)
    {
        Add("dependentRequired", property => Dependents.RuleOf(property.Name, source.Names("dependentRequired", property.Value), null));
        Add(
            "dependentSchemas",
            property => Dependents.RuleOf(property.Name, [], source.Node(property.Value, "dependentSchemas", property.Name))
        );
        Add(
            "dependencies",
            property =>
                property.Value.ValueKind == JsonValueKind.Array
                    ? Dependents.RuleOf(property.Name, source.Names("dependencies", property.Value), null)
                    : Dependents.RuleOf(property.Name, [], source.Node(property.Value, "dependencies", property.Name))
        );

        void Add(string keyword, Func<JsonProperty, Dependents.Rule> read)
        {
            var rules = source.Map(keyword).Select(read).ToList();
            if (rules.Count > 0)
                keywords.Add(new Dependents(source.Place, keyword, rules));
        }
    }
}
