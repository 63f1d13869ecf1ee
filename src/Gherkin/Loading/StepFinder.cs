namespace Conformance.Gherkin.Loading;

/// <summary>Finds the definitions that match step texts, each text once.</summary>
internal sealed class StepFinder(IReadOnlyList<StepDefinition> definitions)
{
    private readonly Dictionary<string, IReadOnlyList<StepMatch>> _matches = new(StringComparer.Ordinal);

    public IReadOnlyList<StepDefinition> Definitions => definitions;

    /// <summary>All definitions that match the text, whatever the kinds; of several of one method and kind the first.</summary>
    public IReadOnlyList<StepMatch> Find(string text)
    {
        if (_matches.TryGetValue(text, out var known))
            return known;
        List<StepMatch> found = [];
        foreach (var definition in definitions)
        {
            if (definition.Match(text) is { } captured && !found.Exists(f => f.IsSameStepAs(definition)))
                found.Add(new StepMatch(definition, captured));
        }

        return _matches[text] = found;
    }
}
