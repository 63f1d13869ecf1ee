namespace Conformance.Gherkin;

/// <summary>What one step hands to its method. Values that cannot change are made once, the others for each run.</summary>
internal sealed class StepArguments
{
    private readonly StepMethod _method;
    private readonly string?[] _captured;
    private readonly object?[]? _ready;

    public StepArguments(StepMethod method, string?[] captured, StepArgument? argument)
    {
        _method = method;
        _captured = captured;
        Argument = argument;
        if (method.Captures.All(c => c.IsFixed) && method.TableConversion is null && method.TextConversion is null or { IsFixed: true })
            _ready = Convert(context: null);
    }

    public StepArgument? Argument { get; }

    /// <summary>The arguments of the method for a scenario that runs.</summary>
    public object?[] For(ScenarioContext context) => _ready ?? Convert(context);

    /// <summary>Converts what can be converted without a scenario, and says what does not convert: the place of the parameter, and why.</summary>
    public static IEnumerable<(int Parameter, Exception Reason)> Faults(StepMethod method, string?[] captured, StepArgument? argument)
    {
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (FaultOf(method, i, captured, argument) is { } reason)
                yield return (i, reason);
        }
    }

    private static Exception? FaultOf(StepMethod method, int parameter, string?[] captured, StepArgument? argument)
    {
        var isStatic =
            parameter < captured.Length
                ? method.Captures[parameter].IsStatic
                : (method.TableConversion?.Method.IsStatic ?? true) && (method.TextConversion?.IsStatic ?? true);
        if (!isStatic)
            return null;
        try
        {
            _ = Convert(method, parameter, captured, argument, context: null);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static object? Convert(StepMethod method, int parameter, string?[] captured, StepArgument? argument, ScenarioContext? context)
    {
        if (parameter < captured.Length)
        {
            var type = method.Parameters[parameter].ParameterType;
            if (captured[parameter] is { } text)
                return method.Captures[parameter].Convert(text, context);
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
                ? null
                : throw new FormatException($"the group for \"{method.Parameters[parameter].Name}\" matches nothing in this step");
        }

        return argument switch
        {
            DataTable table => method.TableConversion is { } conversion ? conversion.Apply(table, context) : table,
            DocString text => method.TextConversion is { } conversion ? conversion.Convert(text.Content, context) : text,
            _ => null,
        };
    }

    private object?[] Convert(ScenarioContext? context)
    {
        var arguments = new object?[_method.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Convert(_method, i, _captured, Argument, context);
        return arguments;
    }
}
