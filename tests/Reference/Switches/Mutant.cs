namespace Conformance.Reference.Switches;

/// <summary>A switch that breaks one behaviour of a server.</summary>
/// <param name="Name">What it breaks and how: <c>SIG-07-refresh-survives</c>. <c>ANY-…</c> are rules that hold for every logout.</param>
/// <param name="Breaks">The ids of the requirements and rules that no longer hold, with blanks between: those whose checks are meant to find it.</param>
/// <param name="Sentence">What the server does instead.</param>
/// <param name="Apis">The servers that have the switch.</param>
public sealed record Mutant(string Name, string Breaks, string Sentence, IReadOnlyList<string> Apis)
{
    /// <summary>The ids of <see cref="Breaks"/>.</summary>
    public IReadOnlyList<string> Checks { get; } = Breaks.Split(' ');

    /// <summary>Whether it breaks what becomes of sessions and tokens, so that a sequence of documented requests shows it; not how requests are read, tokens are checked or answers look.</summary>
    public bool IsOfState { get; init; }

    /// <summary>Whether it breaks the same where requests meet, and shows in no sequence of one after the other.</summary>
    public bool IsOfRace { get; init; }

    /// <summary>Whether it takes a run at depth deep to find it.</summary>
    public bool IsDeep { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
