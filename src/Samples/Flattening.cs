namespace Conformance.Samples;

/// <summary>Spreads a conjunction out, once for each combination of its choices.</summary>
internal sealed class Flattening(SchemaReferences references, Effort effort)
{
    /// <summary>All combinations, the preferred ones first; made one at a time, for there can be very many.</summary>
    /// <param name="conjunction">What to spread out.</param>
    /// <param name="avoid">Tells alternatives to try after the others.</param>
    /// <param name="why">Receives why a combination cannot hold.</param>
    public IEnumerable<Flat> Flatten(Conjunction conjunction, Func<SchemaNode, bool> avoid, Reasons why)
    {
        var start = new Spread(references);
        start.Add(conjunction.Nodes);
        return Combinations(start, avoid, why);
    }

    /// <summary>What holds whatever choices are taken.</summary>
    public Flat Certain(params IEnumerable<SchemaNode> nodes)
    {
        var spread = new Spread(references);
        spread.Add(nodes);
        spread.Settle(new Reasons());
        return spread.ToFlat();
    }

    private IEnumerable<Flat> Combinations(Spread spread, Func<SchemaNode, bool> avoid, Reasons why)
    {
        if (!spread.Settle(why))
            yield break;
        if (spread.TakeChoice() is not { } choice)
        {
            yield return spread.ToFlat();
            yield break;
        }

        foreach (var alternative in choice.Alternatives.OrderBy(alternative => Rank(spread, alternative, avoid)))
        {
            effort.Spend();
            if (effort.IsSpent)
                yield break;
            var taken = spread.Take(choice, alternative);
            foreach (var flat in Combinations(taken, avoid, why))
                yield return flat;
        }
    }

    private static int Rank(Spread spread, Alternative alternative, Func<SchemaNode, bool> avoid)
    {
        var schema = spread.Follow(alternative.Schemas[0]);
        if (string.Equals(schema.Text("type"), "null", StringComparison.Ordinal))
            return 2;
        return avoid(schema) ? 1 : 0;
    }
}
