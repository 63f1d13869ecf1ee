using Conformance.Gherkin.Expressions;

namespace Conformance.Gherkin.Conversion;

/// <summary>Finds the conversion for a parameter of a method.</summary>
internal sealed class Conversions(IReadOnlyList<Transformation> transformations)
{
    private readonly List<Transformation> _ordered = [.. transformations.OrderBy(t => t.Order)];

    /// <summary>The conversion of a captured text to a type, or null if there is none.</summary>
    /// <param name="target">The type that the method takes.</param>
    /// <param name="parameter">The parameter type that captured it; null for a group of a regular expression.</param>
    public TextConversion? Find(Type target, ParameterType? parameter)
    {
        if (parameter?.Result is { } result && !result.IsEnum)
        {
            List<Transformation> named =
            [
                .. _ordered.Where(t => !t.TakesTable && t.Name == parameter.Name && target.IsAssignableFrom(t.Result)),
            ];
            return named.Count > 0 ? new TransformationConversion(named, builtIn: null) : null;
        }

        var bare = Nullable.GetUnderlyingType(target) ?? target;
        List<Transformation> fitting = [.. _ordered.Where(t => !t.TakesTable && (t.Result == target || t.Result == bare))];
        var builtIn = BuiltInConversion.To(target);
        return fitting.Count > 0 ? new TransformationConversion(fitting, builtIn) : builtIn;
    }

    /// <summary>The conversion of a doc string to a type; null where the type is neither text nor has a transformation.</summary>
    public TextConversion? FindForText(Type target) =>
        target == typeof(string) || _ordered.Exists(t => !t.TakesTable && t.Result == target) ? Find(target, parameter: null) : null;

    /// <summary>The transformation of a table to a type, or null if there is none.</summary>
    public Transformation? FindForTable(Type target) => _ordered.Find(t => t.TakesTable && t.Result == target);
}
