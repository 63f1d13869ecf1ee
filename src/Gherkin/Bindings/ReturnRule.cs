using System.Reflection;
using System.Runtime.CompilerServices;
using Conformance.Gherkin.Conversion;

namespace Conformance.Gherkin;

/// <summary>What steps and hooks may return.</summary>
internal static class ReturnRule
{
    /// <summary>What is wrong with the method's return, or null.</summary>
    public static string? Check(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void))
        {
            return method.IsDefined(typeof(AsyncStateMachineAttribute))
                ? "the method is async void, so that nothing can wait for it; return Task"
                : null;
        }

        return type == typeof(ValueTask) || type.IsAssignableTo(typeof(Task))
            ? null
            : $"the method returns {TypeName.Of(type)}; return nothing, Task or ValueTask";
    }
}
