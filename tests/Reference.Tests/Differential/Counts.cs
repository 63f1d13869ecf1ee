namespace Conformance.Reference.Tests.Differential;

/// <summary>How often things were met.</summary>
internal sealed class Counts
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _counts.Keys;

    public int this[string name] => _counts.GetValueOrDefault(name);

    public void Add(string name) => _counts[name] = this[name] + 1;

    public override string ToString() => string.Join(", ", _counts.Select(pair => $"{pair.Value} × {pair.Key}"));
}
