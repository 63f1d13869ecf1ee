namespace Conformance.Gherkin;

/// <summary>When a hook runs.</summary>
public enum HookKind
{
    /// <summary><see cref="RunnerOptions.Prepare"/>, before all other hooks.</summary>
    Prepare,

    /// <summary>A method with <see cref="BeforeScenarioAttribute"/>.</summary>
    BeforeScenario,

    /// <summary>A method with <see cref="BeforeStepAttribute"/>.</summary>
    BeforeStep,

    /// <summary>A method with <see cref="AfterStepAttribute"/>.</summary>
    AfterStep,

    /// <summary>A method with <see cref="AfterScenarioAttribute"/>.</summary>
    AfterScenario,

    /// <summary>The disposal of what was made for the scenario.</summary>
    Dispose,
}
