using System.Reflection;

namespace Conformance.Gherkin;

/// <summary>Finds the methods of binding classes, and judges what all of them have in common.</summary>
internal static class BindingClasses
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>The methods that have an attribute of ours and can be called.</summary>
    public static IReadOnlyList<BoundMethod> MethodsOf(IEnumerable<Type> types, BindingProblems problems)
    {
        var methods = new List<BoundMethod>();
        foreach (var type in types.Where(t => t.IsDefined(typeof(BindingAttribute))))
        {
            var isStatic = type is { IsAbstract: true, IsSealed: true };
            if (type.ContainsGenericParameters)
                problems.Add(type.Name, "a binding class cannot be generic");
            else if (type.IsAbstract && !isStatic)
                problems.Add(type.Name, "an abstract class cannot be a binding class; put [Binding] on the classes that derive from it");
            else
                methods.AddRange(Marked(type).Where(m => IsCallable(m, problems)));
        }

        return methods;
    }

    private static IEnumerable<BoundMethod> Marked(Type type) =>
        from method in type.GetMethods(All)
        where
            method.IsDefined(typeof(StepAttribute))
            || method.IsDefined(typeof(HookAttribute))
            || method.IsDefined(typeof(StepArgumentTransformationAttribute))
        select new BoundMethod(type, method);

    private static bool IsCallable(BoundMethod bound, BindingProblems problems)
    {
        var method = bound.Method;
        if (!method.IsPublic)
            problems.Add(bound, "the method is not public");
        else if (method.ContainsGenericParameters)
            problems.Add(bound, "the method is generic");
        else if (Array.Exists(method.GetParameters(), p => p.ParameterType.IsByRef))
            problems.Add(bound, "the method has a parameter by reference");
        else
            return true;
        return false;
    }
}
