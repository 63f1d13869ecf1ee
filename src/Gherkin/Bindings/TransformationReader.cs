using System.Reflection;
using System.Text.RegularExpressions;
using Conformance.Gherkin.Conversion;

namespace Conformance.Gherkin;

/// <summary>Makes transformations from methods with <see cref="StepArgumentTransformationAttribute"/>.</summary>
internal sealed class TransformationReader(BindingProblems problems)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public IReadOnlyList<Transformation> Read(IReadOnlyList<BoundMethod> methods)
    {
        var transformations = new List<Transformation>();
        foreach (var method in methods)
        {
            var attribute = method.Method.GetCustomAttribute<StepArgumentTransformationAttribute>();
            if (attribute is not null && Read(method, attribute) is { } transformation)
                transformations.Add(transformation);
        }

        return transformations;
    }

    private Transformation? Read(BoundMethod method, StepArgumentTransformationAttribute attribute)
    {
        var result = method.Method.ReturnType;
        if (
            result == typeof(void)
            || result == typeof(ValueTask)
            || result.IsAssignableTo(typeof(Task))
            || (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>))
        )
        {
            problems.Add(method, $"a transformation returns the value that steps take, not {TypeName.Of(result)}");
            return null;
        }

        if (!TryCompile(method, attribute.Regex, out var pattern))
            return null;
        var parameters = method.Method.GetParameters();
        var takesTable = parameters is [{ ParameterType: var only }] && only == typeof(DataTable);
        if (takesTable && pattern is not null)
            problems.Add(method, "a transformation of a table has no regular expression");
        if (!takesTable && !TakesTexts(method, parameters, pattern))
            return null;
        return new Transformation(
            method,
            attribute.Name ?? TypeName.Of(result),
            attribute.Name is not null,
            pattern,
            attribute.Order,
            takesTable
        );
    }

    private bool TakesTexts(BoundMethod method, ParameterInfo[] parameters, Regex? pattern)
    {
        var groups = (pattern?.GetGroupNumbers().Length ?? 1) - 1;
        var expected = Math.Max(1, groups);
        if (parameters.Length == expected && Array.TrueForAll(parameters, p => p.ParameterType == typeof(string)))
            return true;
        var taken = parameters.Length == 0 ? "nothing" : string.Join(", ", parameters.Select(p => TypeName.Of(p.ParameterType)));
        var wanted = groups == 0 ? "one string, or a DataTable" : $"{Sentence.Count(groups, "string")}, one for each group";
        problems.Add(method, $"a transformation takes {wanted}, but the method takes {taken}");
        return false;
    }

    private bool TryCompile(BoundMethod method, string? regex, out Regex? pattern)
    {
        pattern = null;
        if (regex is null)
            return true;
        try
        {
            var inner = regex.StartsWith('^') ? regex[1..] : regex;
            inner = inner.EndsWith('$') && !inner.EndsWith("\\$", StringComparison.Ordinal) ? inner[..^1] : inner;
            pattern = new Regex($"^(?:{inner})$", RegexOptions.CultureInvariant, Patience);
            return true;
        }
        catch (ArgumentException e)
        {
            problems.Add(method, $"\"{regex}\" is not a regular expression: {e.Message.TrimEnd('.')}");
            return false;
        }
    }
}
