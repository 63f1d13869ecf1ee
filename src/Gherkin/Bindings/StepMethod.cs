using System.Reflection;
using Conformance.Gherkin.Conversion;

namespace Conformance.Gherkin;

/// <summary>What a step's method takes below the step.</summary>
internal enum ArgumentShape
{
    None,
    Table,
    DocString,
}

/// <summary>The method of a step, with the way from captured texts to its parameters.</summary>
internal sealed class StepMethod
{
    private readonly BoundMethod _method;

    /// <param name="captures">The conversions of the captured texts, in the order of the parameters.</param>
    /// <param name="tableConversion">Makes the last parameter from the table; null where the table itself is taken.</param>
    /// <param name="textConversion">Makes the last parameter from the doc string; null where the doc string itself is taken.</param>
    public StepMethod(
        BoundMethod method,
        IReadOnlyList<TextConversion> captures,
        ArgumentShape shape,
        Transformation? tableConversion,
        TextConversion? textConversion
    )
    {
        _method = method;
        Captures = captures;
        Shape = shape;
        TableConversion = tableConversion;
        TextConversion = textConversion;
        Parameters = method.Method.GetParameters();
    }

    public string Name => _method.Name;

    public MethodInfo Method => _method.Method;

    public IReadOnlyList<TextConversion> Captures { get; }

    public ArgumentShape Shape { get; }

    public Transformation? TableConversion { get; }

    public TextConversion? TextConversion { get; }

    public ParameterInfo[] Parameters { get; }

    public Task InvokeAsync(ScenarioContext context, StepArguments arguments) => _method.InvokeAsync(context, arguments.For(context));
}
