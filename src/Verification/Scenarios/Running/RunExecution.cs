using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Conformance.Verification.Scenarios;

/// <summary>One run: the workers that share its scenarios, then those that run alone.</summary>
internal sealed class RunExecution(
    ScenarioRuntime runtime,
    RunnerOptions options,
    IReadOnlyList<Scenario> scenarios,
    ChannelWriter<RunEvent> events,
    CancellationToken stop
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
            if (scenarios.Count == 0 || stop.IsCancellationRequested || await TryAsync(HookKind.BeforeTestRun, runtime.StartRunAsync))
            {
                await ShareAsync([.. alone[false]], options.Workers).ConfigureAwait(false);
                await ShareAsync([.. alone[true]], workers: 1).ConfigureAwait(false);
            }

            List<Scenario> notRun = [.. scenarios.Where((_, i) => !_began[i])];
            events.TryWrite(
                new RunFinished(notRun, stop.IsCancellationRequested, startedAt, options.Time.GetElapsedTime(start))
                {
                    HookFailures = [.. _failures],
                }
            );
            events.Complete();
        }
        catch (Exception e)
        {
            events.Complete(e);
        }
    }

    private Task ShareAsync(int[] places, int workers)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Math.Min(workers, places.Length)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));

        async Task WorkAsync()
        {
            var worker = new Worker(runtime);
            while (!stop.IsCancellationRequested)
            {
                var mine = Interlocked.Increment(ref next);
                if (mine >= places.Length)
                    break;
                _began[places[mine]] = true;
                await new ScenarioExecution(worker, options, scenarios[places[mine]], events, stop).ExecuteAsync().ConfigureAwait(false);
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
