namespace Conformance.Samples;

/// <summary>The way from the outermost value down to the one that is being made.</summary>
/// <param name="Parent">The scope of the enclosing value.</param>
/// <param name="Key">The conjunction of the enclosing value, see <see cref="Conjunction.Key"/>.</param>
/// <param name="Pointers">The schemas of the enclosing value that can be met again further down.</param>
/// <param name="Allotment">How many values may be spent on what is optional; 0 asks for what is required alone.</param>
/// <param name="IsOptional">Whether the enclosing value can do without this one.</param>
/// <param name="Name">The name of the property that this value will have, or null.</param>
internal sealed record Scope(Scope? Parent, string Key, IReadOnlyCollection<string> Pointers, int Allotment, bool IsOptional, string? Name)
{
    /// <summary>How many values enclose this one.</summary>
    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public static Scope Outermost(int allotment) => new(null, "outermost", [], allotment, IsOptional: false, null);

    /// <summary>The scope inside a value that is being made from a conjunction.</summary>
    public Scope Within(Conjunction conjunction, Flat flat) =>
        this with
        {
            Parent = this,
            Key = conjunction.Key,
            Pointers = [.. conjunction.Nodes.Concat(flat.Chosen).Select(node => node.Pointer)],
        };

    /// <summary>The scope of a property or item of the value that this scope is inside of.</summary>
    public Scope For(int allotment, bool isOptional, string? name = null) =>
        this with
        {
            Allotment = Math.Max(allotment, 0),
            IsOptional = isOptional,
            Name = name,
        };

    /// <summary>
    /// Whether an enclosing value is being made from the very same conjunction, or from one of the alternatives taken, so that going on would
    /// never end.
    /// </summary>
    public bool Repeats(Conjunction conjunction, Flat flat)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (
                string.Equals(scope.Key, conjunction.Key, StringComparison.Ordinal)
                || flat.Chosen.Any(node => string.Equals(node.Pointer, scope.Key, StringComparison.Ordinal))
            )
                return true;
        }

        return false;
    }

    /// <summary>Whether an enclosing value is being made from one of these schemas.</summary>
    public bool MeetsAgain(IEnumerable<SchemaNode> members)
    {
        var pointers = members.Select(node => node.Pointer).ToHashSet(StringComparer.Ordinal);
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Pointers.Any(pointers.Contains))
                return true;
        }

        return false;
    }
}
