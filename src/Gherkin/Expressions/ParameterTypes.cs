namespace Conformance.Gherkin.Expressions;

/// <summary>The parameter types that expressions may name.</summary>
internal sealed class ParameterTypes(IEnumerable<ParameterType> custom)
{
    private readonly Dictionary<string, ParameterType> _byName = ParameterType
        .BuiltIn.Concat(custom)
        .ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>The parameter type of a node.</summary>
    /// <exception cref="ExpressionException">There is none of that name.</exception>
    public ParameterType Find(string expression, ParameterNode node)
    {
        if (_byName.TryGetValue(node.Name, out var type))
            return type;
        var nearest = TextDistance.Nearest(node.Name, _byName.Keys);
        var advice = nearest is null
            ? "name a method's [StepArgumentTransformation] so, or use one of " + string.Join(", ", _byName.Keys.Select(k => $"{{{k}}}"))
            : $"did you mean {{{nearest}}}?";
        throw new ExpressionException(expression, node.Offset, $"{{{node.Name}}} is not a parameter type; {advice}");
    }
}
