using System.Text.Json;
using Conformance.Contracts.Schemas;
using Conformance.JsonSchema;
using Conformance.Samples.Patterns;

namespace Conformance.Samples;

/// <summary>
/// Makes values for conjunctions of schemas: candidates of every kind, the most pleasing first, each checked by the validator.
/// One source makes one sample.
/// </summary>
internal sealed class ValueSource
{
    // A first look takes few candidates from many combinations of choices; the second look is patient.
    private static readonly (int Combinations, int Candidates)[] Looks = [(16, 6), (64, 2_000)];

    private readonly SchemaReferences _references;
    private readonly Flattening _flattening;
    private readonly OneWay _oneWay;
    private readonly SchemaCheck _check;
    private readonly Effort _effort = new();
    private readonly PatternMatch _patterns = new();
    private readonly ObjectValues _objects;
    private readonly ArrayValues _arrays;
    private readonly Dictionary<(string Key, bool IsBare), Made> _made = [];

    public ValueSource(SchemaReferences references, SchemaCheck check, Direction use)
    {
        (_references, _check) = (references, check);
        _flattening = new(references, _effort);
        _oneWay = new(references, _flattening, _patterns, use);
        _objects = new(this, references, _oneWay, _effort, new(this, check, _flattening));
        _arrays = new(this, references);
    }

    /// <summary>The best value, or null with the reasons.</summary>
    public JsonElement? First(Conjunction conjunction, Scope scope, Reasons why)
    {
        var key = (conjunction.Key, IsBare: scope.Allotment == 0);
        if (_made.TryGetValue(key, out var made) && (made.Value is null || key.IsBare || made.Count <= scope.Allotment))
        {
            if (made.Value is null)
                why.Add(() => made.Why.Text ?? "no value was found");
            return made.Value;
        }

        var (cuts, reasons) = (_effort.Cuts, new Reasons());
        JsonElement? first = null;
        foreach (var value in Values(conjunction, scope, reasons))
        {
            first = value;
            break;
        }

        if (first is null)
            why.Add(() => reasons.Text ?? "no value was found");
        if (cuts == _effort.Cuts && first is not { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) })
            _made[key] = new(first, first is { } value ? JsonValues.Count(value) : 0, reasons);
        return first;
    }

    /// <summary>Valid values, each once, the best first.</summary>
    public IEnumerable<JsonElement> Values(Conjunction conjunction, Scope scope, Reasons why)
    {
        if (_effort.IsSpent)
            yield break;
        if (scope.Depth > Effort.MostDepth)
        {
            _effort.Cut();
            why.Add(() => $"the schemas lie more than {Effort.MostDepth} deep within one another");
            yield break;
        }

        var tried = new HashSet<string>(StringComparer.Ordinal);
        var seesAll = false;
        for (var look = 0; look < Looks.Length && !seesAll; look++)
        {
            seesAll = true;
            var flats = _flattening.Flatten(conjunction, node => scope.MeetsAgain([node]), why);
            foreach (var flat in Limited(flats, Looks[look].Combinations, () => seesAll = false))
            {
                foreach (var candidate in Candidates(conjunction, flat, scope, Looks[look].Candidates, () => seesAll = false, why))
                {
                    if (_effort.IsSpent)
                        break;
                    if (!tried.Add(candidate.GetRawText()))
                        continue;
                    _effort.Spend();
                    if (_check.Accepts(conjunction.Nodes, candidate))
                        yield return candidate;
                    else
                        why.Add(() => _check.Explain(conjunction.Nodes, candidate));
                }

                _effort.Spend();
                if (_effort.IsSpent)
                {
                    why.Add(() => $"no valid value was among the first {Effort.Most} candidates");
                    yield break;
                }
            }
        }
    }

    public PropertyRules PropertiesOf(Flat flat) => new(flat, _references, _patterns);

    private IEnumerable<JsonElement> Candidates(Conjunction conjunction, Flat flat, Scope scope, int most, Action more, Reasons why)
    {
        foreach (var value in Limited(PreferredValues.Of(flat), most, more))
        {
            yield return _oneWay.Prune(value, flat.Members);
            yield return value;
        }

        if (PreferredValues.AreAll(flat))
            yield break;
        var types = new TypeRules(flat, _references.Dialect);
        if (types.Allowed == JsonTypes.None)
            why.Add(() => $"the schema at \"{conjunction.Nodes[0].Pointer}\" asks for types that exclude each other");
        var isFirstLook = most == Looks[0].Candidates && types.Suggested.Count > 0;
        if (scope.Repeats(conjunction, flat) || (scope.IsOptional && scope.MeetsAgain(flat.Members)))
        {
            _effort.Cut();
            why.Add(() => $"the schema at \"{conjunction.Nodes[0].Pointer}\" asks for itself without an end");
        }
        else
        {
            foreach (var type in isFirstLook ? types.Suggested : [.. types.Suggested, .. types.Unsuggested])
            {
                foreach (var candidate in Limited(OfType(type, flat, types, scope.Within(conjunction, flat), why), most, more))
                    yield return candidate;
            }
        }

        if (types.NamesNull || (types.AllowsNull && !isFirstLook && !scope.IsOptional))
            yield return JsonValues.Null;
        if (isFirstLook && (types.Unsuggested.Count > 0 || types.AllowsNull))
            more();
    }

    private IEnumerable<JsonElement> OfType(JsonTypes type, Flat flat, TypeRules types, Scope inside, Reasons why) =>
        type switch
        {
            JsonTypes.Object => _objects.Of(flat, inside, why),
            JsonTypes.Array => _arrays.Of(flat, inside, why),
            JsonTypes.String => TextValues.Of(new(flat), inside.Name).Select(JsonValues.Of),
            JsonTypes.Number => NumberValues.Of(NumberRules.Of(flat, types.IsWhole)).Select(JsonValues.Of),
            _ => [JsonValues.True, JsonValues.False],
        };

    private static IEnumerable<T> Limited<T>(IEnumerable<T> values, int most, Action more)
    {
        foreach (var value in values)
        {
            if (most-- == 0)
            {
                more();
                yield break;
            }

            yield return value;
        }
    }

    private sealed record Made(JsonElement? Value, int Count, Reasons Why);
}
