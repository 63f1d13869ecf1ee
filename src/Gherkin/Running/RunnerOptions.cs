namespace Conformance.Gherkin;

/// <summary>How a <see cref="ScenarioRunner"/> runs scenarios.</summary>
public sealed record RunnerOptions
{
    /// <summary>How many scenarios run at a time; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Workers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>Called for each scenario before its hooks, to <see cref="ScenarioContext.Set"/> what its bindings need.</summary>
    public Action<ScenarioContext>? Prepare { get; init; }

    /// <summary>Chooses the scenarios that must run while no other does; they come last, in their order.</summary>
    public Func<Scenario, bool>? Alone { get; init; }

    /// <summary>Where times and timers come from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long the steps of a scenario may take, with the hooks before and between them; null for as long as they like. Then the context's token is
    /// cancelled, and the step fails by <see cref="TimeoutException"/> even if it goes on running.
    /// </summary>
    public TimeSpan? ScenarioTimeout { get; init; }

    /// <summary>How long each hook after a scenario may take, and the disposal; a cancelled run still lets them.</summary>
    public TimeSpan CleanupTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Decides what an exception of a step or a hook means, for instance that the scenario does not apply
    /// (<see cref="StepStatus.Skipped"/>); null for "failed". <see cref="StepStatus.Passed"/> lets the scenario go on.
    /// </summary>
    public Func<ScenarioContext, Exception, StepStatus>? StatusOf { get; init; }
}
