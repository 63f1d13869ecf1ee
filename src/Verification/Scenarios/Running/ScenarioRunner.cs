using System.Runtime.CompilerServices;
using System.Threading.Channels;

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
