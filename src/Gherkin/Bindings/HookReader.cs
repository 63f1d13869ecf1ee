using System.Reflection;

namespace Conformance.Gherkin;

/// <summary>Makes hooks from methods with <see cref="HookAttribute"/>s.</summary>
internal sealed class HookReader(BindingProblems problems)
{
    public IReadOnlyList<Hook> Read(IReadOnlyList<BoundMethod> methods)
    {
        var hooks = new List<Hook>();
        foreach (var method in methods)
        {
            foreach (var attribute in method.Method.GetCustomAttributes<HookAttribute>())
                hooks.Add(new Hook(attribute.Kind, attribute.Order, TagsOf(method, attribute), Checked(method, attribute)));
        }

        return hooks;
    }

    private BoundMethod Checked(BoundMethod method, HookAttribute attribute)
    {
        if (ReturnRule.Check(method.Method) is { } fault)
            problems.Add(method, fault);
        var takesStep = Array.Exists(method.Method.GetParameters(), p => p.ParameterType == typeof(Step));
        if (takesStep && attribute.Kind is HookKind.BeforeScenario or HookKind.AfterScenario)
            problems.Add(method, $"a [{attribute.Kind}] hook takes a Step, but only hooks of steps have one");
        return method;
    }

    private List<TagExpression> TagsOf(BoundMethod method, HookAttribute attribute)
    {
        var expressions = new List<TagExpression>();
        foreach (var tag in attribute.Tags)
        {
            if (TagExpression.TryParse(tag, out var expression, out var error))
                expressions.Add(expression);
            else
                problems.Add(method, error.TrimEnd('.'));
        }

        return expressions;
    }
}
