namespace Conformance.Gherkin;

/// <summary>A method that runs around scenarios or steps.</summary>
internal sealed class Hook(HookKind kind, int order, IReadOnlyList<TagExpression> tags, BoundMethod method)
{
    private readonly Type[] _parameters = [.. method.Method.GetParameters().Select(p => p.ParameterType)];

    public HookKind Kind => kind;

    public int Order => order;

    public string Name => method.Name;

    public bool AppliesTo(Scenario scenario) => tags.Count == 0 || tags.Any(t => t.Matches(scenario.Tags));

    public Task InvokeAsync(ScenarioContext context, Step? step) =>
        method.InvokeAsync(context, _parameters.Length == 0 ? [] : [.. _parameters.Select(p => ArgumentOf(p, context, step))]);

    private static object? ArgumentOf(Type type, ScenarioContext context, Step? step)
    {
        if (type == typeof(Step))
            return step;
        return type == typeof(CancellationToken) ? context.CancellationToken : context.Get(type);
    }
}
