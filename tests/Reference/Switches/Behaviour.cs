namespace Conformance.Reference.Switches;

/// <summary>How a server behaves: as documented, but for the mutants that are switched on.</summary>
public sealed class Behaviour(IEnumerable<Mutant> mutants)
{
    private readonly HashSet<string> _names = [.. mutants.Select(mutant => mutant.Name)];

    /// <summary>Whether a mutant is switched on.</summary>
    public bool Is(Mutant mutant) => _names.Contains(mutant.Name);

    /// <summary>Whether one of several is.</summary>
    internal bool IsAny(params ReadOnlySpan<Mutant> mutants)
    {
        foreach (var mutant in mutants)
        {
            if (Is(mutant))
                return true;
        }

        return false;
    }
}
