namespace Conformance.Gherkin;

/// <summary>
/// Binds a method to the steps that an expression matches: a Cucumber expression, or a regular expression if it begins with <c>^</c>, ends with
/// <c>$</c>, or has no <c>{parameter}</c> but one of <c>.*</c>, <c>(…+)</c>, <c>(…*)</c>, <c>\.</c>, <c>\d+</c>. The method is public and returns
/// nothing, a <see cref="Task"/> or a <see cref="ValueTask"/>. It takes what the expression captures, and as one more
/// parameter the step's <see cref="DataTable"/>, or its doc string as <see cref="DocString"/> or <see langword="string"/>.
/// </summary>
public abstract class StepAttribute : Attribute
{
    private protected StepAttribute(StepKind? kind, string expression)
    {
        Kind = kind;
        Expression = expression;
    }

    /// <summary>The expression, without a keyword.</summary>
    public string Expression { get; }

    /// <summary>A step that the expression matches, without a keyword, to show how it is written.</summary>
    public string? Example { get; init; }

    /// <summary>What the step does, one sentence.</summary>
    public string? Description { get; init; }

    internal StepKind? Kind { get; }
}

/// <summary>Binds a method to Given steps.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GivenAttribute(string expression) : StepAttribute(StepKind.Given, expression);

/// <summary>Binds a method to When steps.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class WhenAttribute(string expression) : StepAttribute(StepKind.When, expression);

/// <summary>Binds a method to Then steps.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThenAttribute(string expression) : StepAttribute(StepKind.Then, expression);

/// <summary>Binds a method to steps of any keyword.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepDefinitionAttribute(string expression) : StepAttribute(null, expression);
