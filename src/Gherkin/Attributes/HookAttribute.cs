namespace Conformance.Gherkin;

/// <summary>
/// Runs a method around scenarios or steps. Its parameters come from the <see cref="ScenarioContext"/>; hooks of steps may
/// also take the <see cref="Step"/>.
/// </summary>
public abstract class HookAttribute : Attribute
{
    private protected HookAttribute(HookKind kind, string[] tags)
    {
        Kind = kind;
        Tags = tags;
    }

    /// <summary>
    /// Tags or tag expressions; the hook runs if the scenario's tags match one of them, or if there are none. The <c>@</c> may be left out.
    /// </summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Hooks of one kind run from the lowest to the highest.</summary>
    public int Order { get; init; } = 10_000;

    internal HookKind Kind { get; }
}

/// <summary>Runs before a scenario's first step. When it fails, no step runs.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BeforeScenarioAttribute(params string[] tags) : HookAttribute(HookKind.BeforeScenario, tags);

/// <summary>Runs after a scenario's last step, whatever came before.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AfterScenarioAttribute(params string[] tags) : HookAttribute(HookKind.AfterScenario, tags);

/// <summary>Runs before each step that runs.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BeforeStepAttribute(params string[] tags) : HookAttribute(HookKind.BeforeStep, tags);

/// <summary>Runs after each step that ran, whether it passed or not, unless the scenario's time is over or the run is cancelled.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AfterStepAttribute(params string[] tags) : HookAttribute(HookKind.AfterStep, tags);
