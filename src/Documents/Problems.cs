using System.Collections;

namespace Conformance.Documents;

/// <summary>
/// Collects the problems of a run so that all of them are told at once. Enumerates file by file in the order in which the
/// files first had a problem, and from top to bottom within a file. An exact duplicate is kept once. Not safe for concurrent use.
/// </summary>
#pragma warning disable CA1710 // The design's word for it is "problems".
public sealed class Problems : IReadOnlyCollection<Problem>
#pragma warning restore CA1710
{
    private const int MostSuggestions = 1_000;

    private readonly List<Problem> _inOrderOfDiscovery = [];
    private readonly HashSet<Problem> _known = [];

    /// <inheritdoc/>
    public int Count => _inOrderOfDiscovery.Count;

    /// <summary>Whether one more problem is worth a look for what its author may have meant: among thousands nobody reads it, and each look takes time.</summary>
    internal bool MaySuggest => Count < MostSuggestions;

    /// <summary>Whether anything worse than a warning was collected.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Collects an error; see <see cref="Problem"/> for the parameters.</summary>
    public void Error(string rule, Location at, string message, string mend) => Add(new Problem(Severity.Error, rule, at, message, mend));

    /// <summary>Collects a warning; see <see cref="Problem"/> for the parameters.</summary>
    public void Warning(string rule, Location at, string message, string mend) =>
        Add(new Problem(Severity.Warning, rule, at, message, mend));

    /// <summary>Collects one problem unless it is already here.</summary>
    public void Add(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (!_known.Add(problem))
            return;

        _inOrderOfDiscovery.Add(problem);
        HasErrors |= problem.Severity == Severity.Error;
    }

    /// <summary>Collects every problem of another collection.</summary>
    public void AddAll(IEnumerable<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        foreach (var problem in problems)
            Add(problem);
    }

    /// <inheritdoc/>
    public IEnumerator<Problem> GetEnumerator() =>
        _inOrderOfDiscovery
            .GroupBy(problem => problem.At.File, StringComparer.Ordinal)
            .SelectMany(file => file.OrderBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column))
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
