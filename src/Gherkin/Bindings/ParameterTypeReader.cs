using System.Reflection;
using Conformance.Gherkin.Conversion;
using Conformance.Gherkin.Expressions;

namespace Conformance.Gherkin;

/// <summary>
/// The parameter types beside the built-in ones: those of transformations, and, as in Reqnroll, the enumerations that steps take, under the
/// names of their types.
/// </summary>
internal static class ParameterTypeReader
{
    private static readonly HashSet<string> BuiltIn = [.. ParameterType.BuiltIn.Select(p => p.Name)];

    public static IReadOnlyList<ParameterType> Read(
        IReadOnlyList<Transformation> transformations,
        IReadOnlyList<BoundMethod> methods,
        BindingProblems problems
    )
    {
        var types = new Dictionary<string, ParameterType>(StringComparer.Ordinal);
        foreach (var group in transformations.Where(t => !t.TakesTable).GroupBy(t => t.Name, StringComparer.Ordinal))
        {
            if (BuiltIn.Contains(group.Key))
            {
                // Without a name of its own it converts what the built-in parameter type matches.
                foreach (var named in group.Where(t => t.HasOwnName))
                    problems.Add(named.Method, $"{{{group.Key}}} is a built-in parameter type; name the transformation otherwise");
                continue;
            }

            var first = group.First();
            foreach (var other in group.Where(t => t.Result != first.Result))
            {
                problems.Add(
                    other.Method,
                    $"{{{group.Key}}} already stands for {TypeName.Of(first.Result)} in {first.Method.Name}; name the transformation otherwise"
                );
            }

            types[group.Key] = new ParameterType(group.Key, string.Join('|', group.Select(PatternOf)), first.Result);
        }

        foreach (var parameter in methods.Where(m => m.Method.IsDefined(typeof(StepAttribute))).SelectMany(m => m.Method.GetParameters()))
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            if (type.IsEnum)
                types.TryAdd(type.Name, new ParameterType(type.Name, $"(?i:{string.Join('|', Enum.GetNames(type))})", type));
        }

        return [.. types.Values];
    }

    private static string PatternOf(Transformation transformation) =>
        transformation.Pattern is { } pattern ? $"(?:{pattern.ToString()["^(?:".Length..^")$".Length]})" : ".*";
}
