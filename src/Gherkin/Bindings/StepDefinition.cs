using Conformance.Gherkin.Expressions;

namespace Conformance.Gherkin;

/// <summary>A step that features may use.</summary>
public sealed class StepDefinition
{
    private readonly StepExpression _expression;

    internal StepDefinition(StepAttribute attribute, StepExpression expression, StepMethod method)
    {
        _expression = expression;
        Kind = attribute.Kind;
        Expression = attribute.Expression;
        Example = attribute.Example;
        Documentation = attribute.Description;
        Target = method;
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
    public string Method => Target.Name;

    /// <summary>The keyword and the expression.</summary>
    public override string ToString() => $"{Keyword} {Expression}";

    internal StepMethod Target { get; }

    internal bool Covers(StepKind kind) => Kind is null || Kind == kind;

    internal string?[]? Match(string text) => _expression.Match(text);
}
