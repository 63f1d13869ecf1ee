using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reqnroll.BoDi;

namespace Conformance.Verification.Scenarios;

/// <summary>Runs scenarios in this process, several at a time, and tells what happens as events. May run any number of times.</summary>
/// <param name="bindings">The hooks to run; steps bring their own definitions.</param>
/// <param name="options">How to run.</param>
public sealed class ScenarioRunner(StepBindings bindings, RunnerOptions options)
{
    /// <summary>
    /// Runs scenarios while the events are read. No event is lost to a slow reader. A reader that stops early stops the run: no scenario begins any
    /// more, and those under way are broken off. When cancelled it does the same, and the events go on to the end, which tells what did not run.
    /// </summary>
    /// <param name="scenarios">What to run, in this order as far as several workers keep one.</param>
    /// <param name="cancellationToken">Ends the run early; no exception comes of it.</param>
    public async IAsyncEnumerable<RunEvent> RunAsync(
        IReadOnlyList<Scenario> scenarios,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
        var run = new RunExecution(bindings.Runtime, options, scenarios, events.Writer, stop.Token);
        var running = Task.Run(run.ExecuteAsync, CancellationToken.None);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }
}

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

/// <summary>Tells the steps of a scenario when to end. Reqnroll's container hands out no structs, so that the token comes in this; a binding class takes it in its constructor.</summary>
/// <param name="Token">Cancelled when the run is, or when the scenario takes too long.</param>
public sealed record ScenarioCancellation(CancellationToken Token);

/// <summary>One run: the workers that share its scenarios, then those that run alone.</summary>
internal sealed class RunExecution(
    ScenarioRuntime runtime,
    RunnerOptions options,
    IReadOnlyList<Scenario> scenarios,
    ChannelWriter<RunEvent> events,
    CancellationToken cancellationToken
)
{
    private readonly bool[] _began = new bool[scenarios.Count];
    private readonly ConcurrentQueue<HookFailure> _failures = new();

    /// <summary>Runs to the end and completes the events, with the exception if something outside of the scenarios threw one.</summary>
    public async Task ExecuteAsync()
    {
        try
        {
            var startedAt = options.Time.GetUtcNow();
            var start = options.Time.GetTimestamp();
            events.TryWrite(new RunStarted(scenarios, startedAt));
            var alone = Enumerable.Range(0, scenarios.Count).ToLookup(i => options.Alone?.Invoke(scenarios[i]) ?? false);
            if (
                scenarios.Count == 0
                || cancellationToken.IsCancellationRequested
                || await TryAsync(HookKind.BeforeTestRun, runtime.StartRunAsync)
            )
            {
                await ShareAsync([.. alone[false]], options.Workers).ConfigureAwait(false);
                await ShareAsync([.. alone[true]], workers: 1).ConfigureAwait(false);
            }

            List<Scenario> notRun = [.. scenarios.Where((_, i) => !_began[i])];
            events.TryWrite(
                new RunFinished(notRun, cancellationToken.IsCancellationRequested, startedAt, options.Time.GetElapsedTime(start))
                {
                    HookFailures = [.. _failures],
                }
            );
            events.Complete();
        }
        catch (Exception exception)
        {
            events.Complete(exception);
        }
    }

    private Task ShareAsync(int[] places, int workers)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Math.Min(workers, places.Length)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));

        async Task WorkAsync()
        {
            var worker = new Worker(runtime);
            while (!cancellationToken.IsCancellationRequested)
            {
                var mine = Interlocked.Increment(ref next);
                if (mine >= places.Length)
                    break;
                _began[places[mine]] = true;
                await new ScenarioExecution(worker, options, scenarios[places[mine]], events, cancellationToken)
                    .ExecuteAsync()
                    .ConfigureAwait(false);
            }

            await TryAsync(HookKind.Feature, () => worker.DisposeAsync().AsTask()).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(HookKind kind, Func<Task> hooks)
    {
        using var deadline = new CancellationTokenSource(options.CleanupTimeout, options.Time);
        var error = await Guard.RunAsync(hooks, deadline.Token).ConfigureAwait(false);
        if (error is not null)
            _failures.Enqueue(new HookFailure(kind, Step: null, error));
        return error is null;
    }
}
