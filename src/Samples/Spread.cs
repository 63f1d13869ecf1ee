namespace Conformance.Samples;

/// <summary>A conjunction on its way to a <see cref="Flat"/>.</summary>
internal sealed class Spread
{
    private readonly SchemaReferences _references;
    private readonly LinkedList<SchemaNode> _open;
    private readonly Queue<Choice> _choices;
    private readonly List<SchemaNode> _members;
    private readonly List<string> _met;
    private readonly Dictionary<string, string> _discriminators;
    private readonly List<SchemaNode> _chosen;
    private readonly List<SchemaNode> _rejected;

    public Spread(SchemaReferences references)
    {
        _references = references;
        (_open, _choices, _members, _met) = (new(), new(), [], []);
        (_discriminators, _chosen, _rejected) = (new(StringComparer.Ordinal), [], []);
    }

    private Spread(Spread other)
    {
        _references = other._references;
        (_open, _choices, _members, _met) = (new(other._open), new(other._choices), [.. other._members], [.. other._met]);
        (_discriminators, _chosen, _rejected) = (
            new(other._discriminators, StringComparer.Ordinal),
            [.. other._chosen],
            [.. other._rejected]
        );
    }

    public SchemaNode Follow(SchemaNode node) => _references.Follow(node);

    /// <summary>Adds schemas before those that still wait, in their order.</summary>
    public void Add(IEnumerable<SchemaNode> nodes)
    {
        foreach (var node in nodes.Reverse())
            _open.AddFirst(node);
    }

    /// <summary>Spreads everything that needs no choice; false, with the reason, when nothing can satisfy it.</summary>
    public bool Settle(Reasons why)
    {
        while (_open.First is { } first)
        {
            _open.RemoveFirst();
            if (!_met.Contains(first.Value.Pointer, StringComparer.Ordinal) && !Settle(first.Value, why))
                return false;
        }

        return true;
    }

    /// <summary>The next choice to take, or null when all are taken.</summary>
    public Choice? TakeChoice() => _choices.TryDequeue(out var choice) ? choice : null;

    /// <summary>A copy in which an alternative has been taken.</summary>
    public Spread Take(Choice choice, Alternative alternative)
    {
        var copy = new Spread(this);
        copy.Add(alternative.Schemas);
        copy._chosen.AddRange(alternative.Schemas.Select(Follow));
        if (alternative.Hint is { } hint)
            copy._discriminators.TryAdd(hint.Key, hint.Value);
        if (choice.ExactlyOne)
            copy._rejected.AddRange(choice.Alternatives.Where(other => other != alternative).Select(other => other.Schemas[0]));
        return copy;
    }

    public Flat ToFlat() => new(_members, _discriminators, _chosen, _rejected);

    private bool Settle(SchemaNode node, Reasons why)
    {
        _met.Add(node.Pointer);
        if (node.IsFalse)
        {
            why.Add(() => $"the schema at \"{node.Pointer}\" is false, so that nothing satisfies it");
            return false;
        }

        if (SchemaReferences.ReferenceOf(node) is { } reference)
        {
            if (_references.Resolve(node, reference) is not { } target)
            {
                why.Add(() => $"the reference \"{reference}\" at \"{node.Pointer}\" leads nowhere in the document");
                return false;
            }

            Add([target]);
            if (_references.ReferenceStandsAlone)
                return true;
        }

        if (Discriminator.Hint(node, _met) is { } hint)
            _discriminators.TryAdd(hint.Key, hint.Value);
        _members.Add(node);
        Add(node.Listed("allOf"));
        foreach (var choice in Choice.Of(node))
            _choices.Enqueue(choice);
        return true;
    }
}
