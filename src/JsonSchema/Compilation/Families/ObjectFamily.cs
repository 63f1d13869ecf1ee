using System.Text;
using Conformance.Documents;
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
        if (required.Count > 0)
            required.RemoveAll(source.Compiler.OneWayNames(source.Place).Contains);
        var schemas = new Dictionary<string, SchemaNode?>(StringComparer.Ordinal);
        foreach (var property in source.Map("properties"))
            schemas[property.Name] = source.Property(property.Value);
        foreach (var name in required)
            schemas.TryAdd(name, null);
        var patterns = Patterns(source);
        var additional = source.Additional("additionalProperties");
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

    private static (EcmaPattern Pattern, SchemaNode Schema)[] Patterns(KeywordSource source)
    {
        var patterns = new List<(EcmaPattern, SchemaNode)>();
        foreach (var member in source.Map("patternProperties"))
        {
            if (source.Pattern("patternProperties", member.Name) is { } pattern)
                patterns.Add((pattern, source.Property(member.Value)));
        }

        return [.. patterns];
    }

    private static void AddDependents(ICollection<Keyword> keywords, KeywordSource source)
    {
        Add(
            "dependentRequired",
            property => Dependents.RuleOf(property.Name, TwoWay(source.Names("dependentRequired", property.Value)), null)
        );
        Add("dependentSchemas", property => Dependents.RuleOf(property.Name, [], source.Node(property.Value)));
        Add(
            "dependencies",
            property =>
                property.Value is ArrayNode
                    ? Dependents.RuleOf(property.Name, TwoWay(source.Names("dependencies", property.Value)), null)
                    : Dependents.RuleOf(property.Name, [], source.Node(property.Value))
        );

        IReadOnlyList<string> TwoWay(IReadOnlyList<string> names) => [.. names.Except(source.Compiler.OneWayNames(source.Place))];

        void Add(string keyword, Func<Member, Dependents.Rule> read)
        {
            var rules = source.Map(keyword).Select(read).ToList();
            if (rules.Count > 0)
                keywords.Add(new Dependents(source.Place, keyword, rules));
        }
    }
}
