using System.Reflection;

namespace Conformance.Gherkin;

/// <summary>A method of a binding class, ready to be called.</summary>
internal sealed class BoundMethod(Type owner, MethodInfo method)
{
    private readonly MethodInvoker _invoker = MethodInvoker.Create(method);

    public MethodInfo Method => method;

    public bool IsStatic => method.IsStatic;

    /// <summary><c>Class.Method</c>.</summary>
    public string Name => $"{owner.Name}.{method.Name}";

    /// <summary>Calls the method on the scenario's instance of its class. What the method throws comes out as it is.</summary>
    /// <param name="context">May be null if the method is static.</param>
    public object? Invoke(ScenarioContext? context, object?[] arguments) =>
        _invoker.Invoke(method.IsStatic ? null : context!.Get(owner), arguments.AsSpan());

    /// <summary>Calls the method and awaits what it returns.</summary>
    public async Task InvokeAsync(ScenarioContext context, object?[] arguments)
    {
        switch (Invoke(context, arguments))
        {
            case Task task:
                await task.ConfigureAwait(false);
                break;
            case ValueTask task:
                await task.ConfigureAwait(false);
                break;
        }
    }
}
