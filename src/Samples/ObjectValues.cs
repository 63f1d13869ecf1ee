using System.Text.Json;
using Conformance.Samples.Patterns;

namespace Conformance.Samples;

/// <summary>Objects for a flat conjunction: required properties always, optional ones as long as they can be had.</summary>
internal sealed class ObjectValues(ValueSource source, SchemaReferences references, OneWay oneWay, Effort effort, Spoiling spoiling)
{
    /// <summary>Candidates, the best first: as full as possible, then with less, then with other values.</summary>
    public IEnumerable<JsonElement> Of(Flat flat, Scope inside, Reasons why)
    {
        var rules = source.PropertiesOf(flat);
        var draft = new ObjectDraft(source, Plan(flat, rules), inside, effort);
        draft.Fill([.. draft.Plan.Where(property => property.IsRequired && !property.IsLeftOut)], why);
        if (draft.Plan.FirstOrDefault(property => property.IsRequired && !property.IsLeftOut && !draft.Has(property.Name)) is not null)
            yield break;
        draft.Fill(Affordable(draft, rules), new());

        var full = draft.With(property => !property.IsLeftOut);
        Settle(full, draft, rules);
        AddNames(full, rules, inside);
        yield return JsonValues.Of(full);
        var variations = new ObjectVariations(draft, full);
        foreach (var other in variations.WithoutOne())
            yield return JsonValues.Of(other);
        var bare = draft.With(property => property.IsRequired && !property.IsLeftOut);
        AddNames(bare, rules, inside);
        yield return JsonValues.Of(bare);

        var few = 3 * draft.Plan.Count;
        foreach (var other in variations.WithOne().Concat(variations.WithOther().Take(few)))
            yield return JsonValues.Of(other);
        foreach (var spoiled in spoiling.Of(flat, full).Concat(spoiling.Of(flat, bare)))
            yield return spoiled;
        foreach (var other in variations.WithOther().Skip(few))
            yield return JsonValues.Of(other);
    }

    private PlannedProperty[] Plan(Flat flat, PropertyRules rules) =>
        rules
            .Declared.Concat(rules.Required.Where(name => !rules.Declared.Contains(name, StringComparer.Ordinal)))
            .Where(name => !rules.Forbidden.Contains(name))
            .Select(name =>
            {
                var schemas = rules.SchemasOf(name);
                var told = flat.Discriminators.TryGetValue(name, out var value)
                    ? new Conjunction(references, [SchemaNode.Made($$"""{"const":{{JsonValues.Of(value).GetRawText()}}}"""), .. schemas])
                    : null;
                var isRequired = rules.Required.Contains(name);
                return new PlannedProperty(name, new(references, schemas), told, isRequired, oneWay.LeavesOut(schemas));
            })
            .ToArray();

    private static PlannedProperty[] Affordable(ObjectDraft draft, PropertyRules rules)
    {
        var room = Math.Max(0, rules.Most - rules.Required.Count);
        return [.. draft.Plan.Where(property => property is { IsRequired: false, IsLeftOut: false }).Take(room)];
    }

    // Takes away optional properties whose dependentRequired partners are missing, until nothing is missing any more.
    private static void Settle(Dictionary<string, JsonElement> properties, ObjectDraft draft, PropertyRules rules)
    {
        bool IsLonely(PlannedProperty property) =>
            !property.IsRequired
            && properties.ContainsKey(property.Name)
            && rules.NeededBy(property.Name).Any(name => !properties.ContainsKey(name));
        while (draft.Plan.FirstOrDefault(IsLonely) is { } lonely)
            properties.Remove(lonely.Name);
    }

    private void AddNames(Dictionary<string, JsonElement> properties, PropertyRules rules, Scope inside)
    {
        var pleasing = rules.IsMap && inside.Allotment > 1 && inside.Depth <= Effort.OptionalDepth ? 1 : 0;
        var wanted = Math.Min(Math.Max(rules.Least, pleasing), rules.Most);
        if (properties.Count >= wanted)
            return;
        foreach (
            var name in Names(rules, inside)
                .Where(name => !properties.ContainsKey(name) && !rules.Forbidden.Contains(name))
                .Take(Effort.MostValues)
        )
        {
            var isOptional = properties.Count >= rules.Least;
            var scope = inside.For((inside.Allotment - 1) / Math.Max(1, wanted), isOptional, name);
            if (source.First(new(references, rules.SchemasOf(name)), scope, new()) is { } value)
                properties[name] = value;
            else if (!rules.NamePatterns.Any() && rules.Names is null)
                return;
            if (properties.Count >= wanted || effort.IsSpent)
                return;
        }
    }

    private IEnumerable<string> Names(PropertyRules rules, Scope inside)
    {
        var usual = Enumerable.Range(1, Effort.MostValues).Select(n => $"property{n}");
        if (rules.Names is { } names)
        {
            return rules.Declared.Concat(
                source
                    .Values(names, inside.For(0, isOptional: false), new())
                    .Where(name => name.ValueKind == JsonValueKind.String)
                    .Select(name => name.GetString()!)
            );
        }

        return rules.Declared.Concat(rules.NamePatterns.SelectMany(pattern => PatternSampler.Samples(pattern, 0, 1000))).Concat(usual);
    }
}
