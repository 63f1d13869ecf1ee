using System.Reflection;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;

namespace Conformance.Verification.Scenarios;

/// <summary>A step attribute that tells more of its step than Reqnroll asks for.</summary>
internal interface IDescribedStep
{
    /// <summary>A step that the expression matches, without a keyword, to show how it is written.</summary>
    string? Example { get; }

    /// <summary>What the step does, one sentence.</summary>
    string? Description { get; }
}

/// <summary>A step that features may use, as its attribute tells it.</summary>
public sealed class StepDefinition
{
    private readonly MethodInfo _method;

    private StepDefinition(Type owner, MethodInfo method, StepDefinitionBaseAttribute attribute)
    {
        _method = method;
        Kind = attribute.Types is [var only] ? StepKinds.Of(only) : null;
        Expression = attribute.Expression ?? method.Name;
        Example = (attribute as IDescribedStep)?.Example;
        Documentation = (attribute as IDescribedStep)?.Description;
        Method = $"{owner.Name}.{method.Name}";
    }

    /// <summary>The kind of steps that it matches; null for any.</summary>
    public StepKind? Kind { get; }

    /// <summary><c>Given</c>, <c>When</c>, <c>Then</c>, or <c>*</c> for any.</summary>
    public string Keyword => Kind?.ToString() ?? "*";

    /// <summary>The expression as written in the attribute.</summary>
    public string Expression { get; }

    /// <summary>A step that it matches, without the keyword; null where the attribute gives none.</summary>
    public string? Example { get; }

    /// <summary>What it does; null where the attribute does not say.</summary>
    public string? Documentation { get; }

    /// <summary>The method that it runs, as <c>Class.Method</c>.</summary>
    public string Method { get; }

    /// <summary>Where its method is compiled.</summary>
    public Assembly Assembly => _method.Module.Assembly;

    /// <summary>Whether it does something, and does not look at what was done alone.</summary>
    internal bool Acts => _method.ReturnType != typeof(void);

    /// <summary>What the method takes.</summary>
    internal IBindingParameter[] Parameters => field ??= [.. new RuntimeBindingMethod(_method).Parameters];

    /// <summary>The keyword and the expression.</summary>
    public override string ToString() => $"{Keyword} {Expression}";

    /// <summary>The steps of binding classes, in the order of classes and methods. Reads attributes alone: nothing of Reqnroll runs.</summary>
    internal static IEnumerable<StepDefinition> In(IEnumerable<Type> types) =>
        from type in types
        where type.IsDefined(typeof(BindingAttribute), inherit: true)
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        from attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>(inherit: true)
        select new StepDefinition(type, method, attribute);

    /// <summary>Whether Reqnroll made a binding of it.</summary>
    internal bool Is(IStepDefinitionBinding binding) =>
        binding.Method is RuntimeBindingMethod method
        && method.MethodInfo == _method
        && (Kind is null || Kind == StepKinds.Of(binding.StepDefinitionType))
        && (binding.SourceExpression == Expression || Expression == _method.Name);
}

/// <summary>The kinds of steps in Reqnroll's terms.</summary>
internal static class StepKinds
{
    public static StepKind Of(StepDefinitionType type) =>
        type switch
        {
            StepDefinitionType.Given => StepKind.Given,
            StepDefinitionType.When => StepKind.When,
            _ => StepKind.Then,
        };

    public static StepDefinitionType ToType(this StepKind kind) =>
        kind switch
        {
            StepKind.Given => StepDefinitionType.Given,
            StepKind.When => StepDefinitionType.When,
            _ => StepDefinitionType.Then,
        };

    public static StepDefinitionKeyword ToKeyword(this StepKind kind) =>
        kind switch
        {
            StepKind.Given => StepDefinitionKeyword.Given,
            StepKind.When => StepDefinitionKeyword.When,
            _ => StepDefinitionKeyword.Then,
        };
}
