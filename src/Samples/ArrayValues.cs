using System.Text.Json;

namespace Conformance.Samples;

/// <summary>Arrays for a flat conjunction: with one item where that is allowed, else with as few as must be.</summary>
internal sealed class ArrayValues(ValueSource source, SchemaReferences references)
{
    /// <summary>Candidates, the best first: with an item to look at, as short as allowed, then others.</summary>
    public IEnumerable<JsonElement> Of(Flat flat, Scope inside, Reasons why)
    {
        var rules = new ArrayRules(flat, references);
        var pleasing = Math.Min(Math.Max(rules.Least, Math.Max(rules.Fixed, rules.IsClosed ? 0 : 1)), rules.Most);
        if (rules.Least > Effort.MostValues)
        {
            why.Add(() => $"an array of {rules.Least} items is longer than any sample may be");
            yield break;
        }

        var lengths = inside.Allotment > 0 ? [pleasing, rules.Least] : new[] { rules.Least };
        var made = new List<List<JsonElement>>();
        foreach (var length in lengths.Distinct())
        {
            if (Items(rules, length, inside, why) is not { } items)
                continue;
            made.Add(items);
            yield return JsonValues.Of(items);
        }

        // For whoever needs several different arrays, or one that another schema does not accept.
        foreach (var items in made.Where(items => items.Count > 0))
        {
            foreach (
                var other in source
                    .Values(rules.At(0), inside.For(inside.Allotment / items.Count, isOptional: false), new())
                    .Skip(1)
                    .Take(200)
            )
                yield return JsonValues.Of([other, .. items.Skip(1)]);
        }

        var most = made.Count == 0 ? 0 : made.Max(items => items.Count);
        for (var length = most + 1; length <= Math.Min(most + 5, rules.Most); length++)
        {
            if (Items(rules, length, inside, new()) is { } items)
                yield return JsonValues.Of(items);
        }
    }

    private List<JsonElement>? Items(ArrayRules rules, int length, Scope inside, Reasons why)
    {
        var items = new List<JsonElement>();
        var left = inside.Allotment - 1;
        var streams = new Dictionary<string, IEnumerator<JsonElement>>(StringComparer.Ordinal);
        for (var i = 0; i < length; i++)
        {
            var conjunction = rules.At(i);
            var scope = inside.For(left / (length - i), isOptional: length > rules.Least);
            var reasons = new Reasons();
            if (Next(conjunction, scope, rules.AreUnique, items, streams, reasons) is not { } item)
            {
                var index = i;
                why.Add(() => $"item {index}: {reasons.Text ?? "there are not enough different values"}");
                return null;
            }

            items.Add(item);
            left -= JsonValues.Count(item);
            if (left < -Effort.MostValues)
            {
                why.Add(() => $"the sample would hold more than {Effort.MostValues} values");
                return null;
            }
        }

        return items;
    }

    private JsonElement? Next(
        Conjunction conjunction,
        Scope scope,
        bool unlike,
        List<JsonElement> items,
        Dictionary<string, IEnumerator<JsonElement>> streams,
        Reasons why
    )
    {
        if (!unlike)
            return source.First(conjunction, scope, why);
        if (!streams.TryGetValue(conjunction.Key, out var stream))
            streams[conjunction.Key] = stream = source.Values(conjunction, scope, why).GetEnumerator();
        while (stream.MoveNext())
        {
            if (!items.Exists(item => JsonElement.DeepEquals(item, stream.Current)))
                return stream.Current;
        }

        return null;
    }
}
