using Reqnroll.BoDi;

namespace Conformance.Verification.Scenarios;

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

    /// <summary>
    /// Called for each scenario before its hooks, to register in its container what its bindings need; the token is that of <see cref="ScenarioCancellation"/>,
    /// which is there already, as is the <see cref="Scenario"/>. What it gives back comes with <see cref="ScenarioFinished"/>.
    /// </summary>
    public Func<IObjectContainer, CancellationToken, object?>? Prepare { get; init; }

    /// <summary>Chooses the scenarios that must run while no other does; they come last, in their order.</summary>
    public Func<Scenario, bool>? Alone { get; init; }

    /// <summary>Where times and timers come from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long the steps of a scenario may take, with the hooks before and between them; null for as long as they like. Then the scenario's token is
    /// cancelled, and the step fails by <see cref="TimeoutException"/> even if it goes on running.
    /// </summary>
    public TimeSpan? ScenarioTimeout { get; init; }

    /// <summary>How long the hooks after a scenario may take, with the disposal; a cancelled run still lets them.</summary>
    public TimeSpan CleanupTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
