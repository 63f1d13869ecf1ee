using System.Text.Json;

namespace Conformance.Samples;

/// <summary>An object under construction: its plan, and the property values made so far, each of which is made once.</summary>
internal sealed class ObjectDraft(ValueSource source, IReadOnlyList<PlannedProperty> plan, Scope inside, Effort effort)
{
    private readonly Dictionary<string, JsonElement?> _made = new(StringComparer.Ordinal);
    private int _left = inside.Allotment - 1;

    public IReadOnlyList<PlannedProperty> Plan => plan;

    /// <summary>
    /// Makes the values of some properties; those that cannot be made are missing. What may be spent on optional values is shared evenly among them.
    /// </summary>
    public void Fill(IReadOnlyList<PlannedProperty> properties, Reasons why)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            if (!_made.ContainsKey(property.Name))
                _made[property.Name] = Make(property, _left / (properties.Count - i), why);
            if (_left < -Effort.MostValues)
            {
                why.Add(() => $"the sample would hold more than {Effort.MostValues} values");
                return;
            }
        }
    }

    /// <summary>Whether a property has a value.</summary>
    public bool Has(string name) => _made.GetValueOrDefault(name) is not null;

    /// <summary>The object of the properties that have a value and satisfy a test, in the order of the plan.</summary>
    public Dictionary<string, JsonElement> With(Func<PlannedProperty, bool> include) =>
        plan.Where(property => include(property) && Has(property.Name))
            .ToDictionary(property => property.Name, property => _made[property.Name]!.Value, StringComparer.Ordinal);

    /// <summary>Other values of a property than the one it has.</summary>
    public IEnumerable<JsonElement> Others(PlannedProperty property) =>
        source
            .Values(property.Value, inside.For(Math.Max(1, inside.Allotment / plan.Count), isOptional: false, property.Name), new())
            .Where(other => _made[property.Name] is not { } own || !JsonElement.DeepEquals(own, other));

    private JsonElement? Make(PlannedProperty property, int share, Reasons why)
    {
        if (!property.IsRequired && (share < 1 || inside.Depth > Effort.OptionalDepth))
        {
            if (inside.Allotment > 0)
                effort.Cut();
            return null;
        }

        var reasons = new Reasons();
        var scope = inside.For(share, !property.IsRequired, property.Name);
        var value = property.Told is { } told ? source.First(told, scope, reasons) : null;
        value ??= source.First(property.Value, scope, reasons);
        if (value is { } made)
            _left -= JsonValues.Count(made);
        else if (property.IsRequired)
            why.Add(() => $"required property \"{property.Name}\": {reasons.Text}");
        return value;
    }
}
