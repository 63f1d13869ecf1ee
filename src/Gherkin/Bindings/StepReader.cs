using System.Reflection;
using Conformance.Gherkin.Conversion;
using Conformance.Gherkin.Expressions;

namespace Conformance.Gherkin;

/// <summary>Makes step definitions from methods with <see cref="StepAttribute"/>s.</summary>
internal sealed class StepReader(ParameterTypes types, Conversions conversions, BindingProblems problems)
{
    public IReadOnlyList<StepDefinition> Read(IReadOnlyList<BoundMethod> methods)
    {
        var definitions = new List<StepDefinition>();
        foreach (var method in methods)
        {
            foreach (var attribute in method.Method.GetCustomAttributes<StepAttribute>())
            {
                if (ReturnRule.Check(method.Method) is { } fault)
                    problems.Add(method, fault);
                if (Read(method, attribute) is { } definition)
                    definitions.Add(definition);
            }
        }

        return definitions;
    }

    private StepDefinition? Read(BoundMethod method, StepAttribute attribute)
    {
        StepExpression expression;
        try
        {
            expression = StepExpression.Compile(attribute.Expression, types);
        }
        catch (ExpressionException e)
        {
            problems.Add(method, e.Message.TrimEnd('.'));
            return null;
        }

        if (Shape(method, attribute, expression) is not { } target)
            return null;
        var definition = new StepDefinition(attribute, expression, target);
        if (attribute.Example is { } example && definition.Match(example) is null)
            problems.Add(method, $"the example \"{example}\" does not match the expression \"{attribute.Expression}\"");
        return definition;
    }

    private StepMethod? Shape(BoundMethod method, StepAttribute attribute, StepExpression expression)
    {
        var parameters = method.Method.GetParameters();
        var captures = expression.Parameters.Count;
        if (parameters.Length != captures && parameters.Length != captures + 1)
        {
            problems.Add(
                method,
                $"\"{attribute.Expression}\" captures {Sentence.Count(captures, "value")}, "
                    + $"but the method takes {Sentence.Count(parameters.Length, "parameter")}; "
                    + "it takes one for each, and may take a DataTable, a DocString or a string more"
            );
            return null;
        }

        var fromCaptures = new List<TextConversion>();
        for (var i = 0; i < captures; i++)
        {
            if (Capture(method, parameters[i], expression.Parameters[i]) is { } conversion)
                fromCaptures.Add(conversion);
        }

        if (fromCaptures.Count < captures)
            return null;
        return parameters.Length == captures
            ? new StepMethod(method, fromCaptures, ArgumentShape.None, tableConversion: null, textConversion: null)
            : WithArgument(method, fromCaptures, parameters[^1]);
    }

    private TextConversion? Capture(BoundMethod method, ParameterInfo parameter, ParameterType? captured)
    {
        if (conversions.Find(parameter.ParameterType, captured) is { } conversion)
            return conversion;
        var type = TypeName.Of(parameter.ParameterType);
        problems.Add(
            method,
            captured?.Result is { } result
                ? $"{{{captured.Name}}} gives {TypeName.Of(result)}, but the parameter \"{parameter.Name}\" is {type}"
                : $"no text converts to {type}, the type of the parameter \"{parameter.Name}\"; add a [StepArgumentTransformation] that returns {type}"
        );
        return null;
    }

    private StepMethod? WithArgument(BoundMethod method, IReadOnlyList<TextConversion> captures, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(DataTable))
            return new StepMethod(method, captures, ArgumentShape.Table, tableConversion: null, textConversion: null);
        if (type == typeof(DocString))
            return new StepMethod(method, captures, ArgumentShape.DocString, tableConversion: null, textConversion: null);
        if (conversions.FindForTable(type) is { } table)
            return new StepMethod(method, captures, ArgumentShape.Table, table, textConversion: null);
        if (conversions.FindForText(type) is { } text)
            return new StepMethod(method, captures, ArgumentShape.DocString, tableConversion: null, text);
        problems.Add(
            method,
            $"the parameter \"{parameter.Name}\" is one more than the expression captures, and {TypeName.Of(type)} is neither DataTable, "
                + "DocString nor string, nor does a [StepArgumentTransformation] return it"
        );
        return null;
    }
}
