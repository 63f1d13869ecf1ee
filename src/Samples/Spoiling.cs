using System.Text.Json;

namespace Conformance.Samples;

/// <summary>
/// Last resort for <c>oneOf</c> with alternatives that overlap: adds properties that only a rejected alternative knows, with values it
/// does not accept, so that exactly one alternative is left.
/// </summary>
internal sealed class Spoiling(ValueSource source, SchemaCheck check, Flattening flattening)
{
    private const int Most = 2_000;

    private static readonly JsonElement[] Odd = [.. ((string[])["null", "false", "\"\"", "0", "0.5", "[]", "{}"]).Select(JsonValues.Parse)];

    /// <summary>The object with such properties, or nothing when none can be found.</summary>
    public IEnumerable<JsonElement> Of(Flat flat, IReadOnlyDictionary<string, JsonElement> properties)
    {
        if (flat.Rejected.Count == 0)
            yield break;
        var original = JsonValues.Of(properties);
        var spoiled = original;
        foreach (var rejected in flat.Rejected)
        {
            if (check.Accepts([rejected], spoiled))
                spoiled = Against(rejected, flat, spoiled) ?? spoiled;
        }

        if (!JsonElement.DeepEquals(spoiled, original))
            yield return spoiled;
    }

    // What satisfies the alternatives taken must go on doing so; those that hold only when all others are spoiled do not count yet.
    private JsonElement? Against(SchemaNode rejected, Flat flat, JsonElement value)
    {
        var kept = flat.Chosen.Concat(flat.Members).Where(schema => check.Accepts([schema], value)).ToArray();
        foreach (var odd in WithSomethingOdd([rejected], value).Take(Most))
        {
            if (!check.Accepts([rejected], odd) && check.Accepts(kept, odd))
                return odd;
        }

        return null;
    }

    private IEnumerable<JsonElement> WithSomethingOdd(IEnumerable<SchemaNode> schemas, JsonElement value)
    {
        var flat = flattening.Certain(schemas);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var items = flat.Members.Select(node => node.Child("items")).OfType<SchemaNode>().ToArray();
            return WithSomethingOdd(items, value[0]).Select(item => JsonValues.Of([item, .. value.EnumerateArray().Skip(1)]));
        }

        return value.ValueKind == JsonValueKind.Object ? WithAnOddProperty(flat, value) : [];
    }

    private IEnumerable<JsonElement> WithAnOddProperty(Flat flat, JsonElement value)
    {
        var rules = source.PropertiesOf(flat);
        var properties = value
            .EnumerateObject()
            .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        foreach (var name in rules.Declared.OrderBy(properties.ContainsKey))
        {
            var odds = properties.TryGetValue(name, out var inner) ? WithSomethingOdd(rules.SchemasOf(name), inner) : Odd;
            foreach (var odd in odds)
                yield return JsonValues.Of(new Dictionary<string, JsonElement>(properties, StringComparer.Ordinal) { [name] = odd });
        }
    }
}
