using System.Threading.Channels;

namespace Conformance.Gherkin;

/// <summary>One run: the workers that share its scenarios, then those that run alone.</summary>
internal sealed class RunExecution(
    StepBindings bindings,
    RunnerOptions options,
    IReadOnlyList<Scenario> scenarios,
    ChannelWriter<RunEvent> events,
    CancellationToken stop
)
{
    private readonly Constructors _constructors = new();
    private readonly bool[] _began = new bool[scenarios.Count];

    /// <summary>Runs to the end and completes the events, with the exception if something outside of the scenarios threw one.</summary>
    public async Task ExecuteAsync()
    {
        try
        {
            var startedAt = options.Time.GetUtcNow();
            var start = options.Time.GetTimestamp();
            events.TryWrite(new RunStarted(scenarios, startedAt));
            var alone = Enumerable.Range(0, scenarios.Count).ToLookup(i => options.Alone?.Invoke(scenarios[i]) ?? false);
            await ShareAsync([.. alone[false]], options.Workers).ConfigureAwait(false);
            await ShareAsync([.. alone[true]], workers: 1).ConfigureAwait(false);
            List<Scenario> notRun = [.. scenarios.Where((_, i) => !_began[i])];
            events.TryWrite(new RunFinished(notRun, stop.IsCancellationRequested, startedAt, options.Time.GetElapsedTime(start)));
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
            while (!stop.IsCancellationRequested)
            {
                var mine = Interlocked.Increment(ref next);
                if (mine >= places.Length)
                    return;
                _began[places[mine]] = true;
                var context = new ScenarioContext(scenarios[places[mine]], _constructors);
                await new ScenarioExecution(bindings, options, context, events, stop).ExecuteAsync().ConfigureAwait(false);
            }
        }
    }
}
