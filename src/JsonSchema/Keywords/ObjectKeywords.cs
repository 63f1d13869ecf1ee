using System.Text;
using Conformance.Documents;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary>The keywords of objects.</summary>
internal static class ObjectKeywords
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

    /// <summary>The node of a property's schema, which in a response nothing satisfies that only requests have.</summary>
    public static CompiledNode Property(KeywordSource source, Node schema)
    {
        var property = source.Place.At(schema);
        if (source.Compiler.Direction != Direction.Response || !source.Compiler.IsOneWay(property))
            return source.Compiler.NodeFor(property);
        var absent = new CompiledNode(property);
        absent.Complete(Kinds.All, [new OtherDirection(property)]);
        return absent;
    }

    /// <summary>The node of what is not listed: a schema, or, in every dialect here, true or false.</summary>
    public static CompiledNode? Additional(KeywordSource source, string keyword)
    {
        if (!source.TryGet(keyword, out var value))
            return null;
        if (source.Catalog.HasBooleanSchemas || value.AsBoolean() is not { } isAllowed)
            return Property(source, value);
        var allowed = source.Place.At(value);
        var node = new CompiledNode(allowed);
        node.Complete(Kinds.All, isAllowed ? [] : [new FalseSchema(allowed)]);
        return node;
    }

    private static MemberRules? Rules(KeywordSource source)
    {
        var required = source.TryGet("required", out var list)
            ? source.Names("required", list).Distinct(StringComparer.Ordinal).ToList()
            : [];
        if (required.Count > 0)
            required.RemoveAll(source.Compiler.OneWayNames(source.Place).Contains);
        var schemas = new Dictionary<string, CompiledNode?>(StringComparer.Ordinal);
        foreach (var property in source.Map("properties"))
            schemas[property.Name] = Property(source, property.Value);
        foreach (var name in required)
            schemas.TryAdd(name, null);
        var patterns = Patterns(source);
        var additional = Additional(source, "additionalProperties");
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

    private static (EcmaPattern Pattern, CompiledNode Schema)[] Patterns(KeywordSource source)
    {
        var patterns = new List<(EcmaPattern, CompiledNode)>();
        foreach (var member in source.Map("patternProperties"))
        {
            if (source.Pattern("patternProperties", member.Name) is { } pattern)
                patterns.Add((pattern, Property(source, member.Value)));
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

/// <summary><c>propertyNames</c>: every name of an object satisfies a schema (2020-12 core, 10.3.2.4).</summary>
internal sealed class PropertyNames(SchemaPlace place, CompiledNode schema) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.Object;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (!schema.Holds(ref run, name, Run.NotTracked))
                return false;
        }

        return true;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (schema.Holds(ref run, name, Run.NotTracked))
                continue;
            var why = report.Aside();
            schema.Explain(ref run, name, why);
            report.Add(
                ref run,
                name,
                Place,
                "propertyNames",
                $"a property name that is {(why.Violations.Count > 0 ? why.Violations[0].Expected : "allowed")}",
                ViolationReport.Describe(ref run, name),
                Encoding.UTF8.GetString(run.Text(name))
            );
        }
    }
}

/// <summary>
/// <c>dependentRequired</c> (2020-12 validation, 6.5.4), <c>dependentSchemas</c> (core, 10.2.2.4) and the older <c>dependencies</c>:
/// a property's presence asks for other properties or for a schema of the whole object.
/// </summary>
internal sealed class Dependents(SchemaPlace place, string keyword, IReadOnlyList<Dependents.Rule> rules) : Keyword(place)
{
    private readonly Rule[] _rules = [.. rules];

    /// <summary>What one property's presence asks for.</summary>
    internal sealed record Rule(string Property, byte[] Name, (string Text, byte[] Name)[] Required, CompiledNode? Schema);

    public override Kinds AppliesTo => Kinds.Object;

    public override bool IsChoice => true;

    public override IEnumerable<CompiledNode> InPlace => _rules.Select(rule => rule.Schema).OfType<CompiledNode>();

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        foreach (var rule in _rules)
        {
            if (!Has(ref run, at, rule.Name))
                continue;
            foreach (var (_, name) in rule.Required)
            {
                if (!Has(ref run, at, name))
                    return false;
            }

            if (rule.Schema is not null && !rule.Schema.Holds(ref run, at, evaluated))
                return false;
        }

        return run.Halt == Halt.None;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        foreach (var rule in _rules)
        {
            if (!Has(ref run, at, rule.Name))
                continue;
            foreach (var (text, name) in rule.Required)
            {
                if (Has(ref run, at, name))
                    continue;
                var expected = $"the property {ViolationReport.Quote(text)}, because {ViolationReport.Quote(rule.Property)} is there";
                report.Add(ref run, at, Place, keyword, expected, $"{ViolationReport.Describe(ref run, at)} without it", text);
            }

            if (rule.Schema is not null && !rule.Schema.Holds(ref run, at, Run.NotTracked))
                rule.Schema.Explain(ref run, at, report);
        }
    }

    /// <summary>A rule from the names as they stand in the schema.</summary>
    public static Rule RuleOf(string property, IEnumerable<string> required, CompiledNode? schema) =>
        new(property, Encoding.UTF8.GetBytes(property), [.. required.Select(name => (name, Encoding.UTF8.GetBytes(name)))], schema);

    private static bool Has(ref Run run, int at, ReadOnlySpan<byte> wanted)
    {
        if (!run.Spend(run.Tokens[at].Length, at))
            return false;
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (run.Text(name).SequenceEqual(wanted))
                return true;
        }

        return false;
    }
}

/// <summary>A <c>writeOnly</c> property in a response: it must not be there (OpenAPI 3.0.4, section 4.7.24), whatever its value is.</summary>
internal sealed class OtherDirection(SchemaPlace place) : Keyword(place)
{
    /// <summary>What violations of it name as their keyword.</summary>
    public const string Name = "writeOnly";

    public override bool Holds(ref Run run, int at, int evaluated) => false;

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(
            ref run,
            at,
            Place,
            Name,
            "no such property in a response, because it is writeOnly",
            ViolationReport.Describe(ref run, at)
        );
}
