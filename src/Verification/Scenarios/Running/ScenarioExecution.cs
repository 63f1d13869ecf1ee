using System.Threading.Channels;
using Reqnroll;

namespace Conformance.Verification.Scenarios;

/// <summary>One scenario that runs: prepare, hooks, steps, hooks, dispose. Reqnroll runs them; limits of time and cancellation, which it has not, are added here.</summary>
internal sealed class ScenarioExecution(
    Worker worker,
    RunnerOptions options,
    Scenario scenario,
    ChannelWriter<RunEvent> events,
    CancellationToken cancellationToken
)
{
    private readonly List<StepResult> _results = [];
    private readonly List<HookFailure> _failures = [];
    private ScenarioContext? _context;
    private object? _state;
    private bool _isGivenUp;

    private bool HasStopped => _failures.Count > 0 || _results.Exists(r => r.Status != StepRunStatus.Passed);

    public async Task ExecuteAsync()
    {
        var startedAt = options.Time.GetUtcNow();
        var start = options.Time.GetTimestamp();
        events.TryWrite(new ScenarioStarted(scenario, startedAt));
        await RunStepsAsync().ConfigureAwait(false);
        await CleanUpAsync().ConfigureAwait(false);
        events.TryWrite(
            new ScenarioFinished(scenario, Status(), [.. _results], _state, startedAt, options.Time.GetElapsedTime(start))
            {
                HookFailures = [.. _failures],
            }
        );
    }

    private async Task RunStepsAsync()
    {
        using var deadline = new CancellationTokenSource(options.ScenarioTimeout ?? Timeout.InfiniteTimeSpan, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var phase = new Phase(options.ScenarioTimeout, deadline.Token, either.Token);
        await HookAsync(HookKind.Feature, phase, () => worker.EnterAsync(scenario.Feature)).ConfigureAwait(false);
        if (!HasStopped)
            await HookAsync(HookKind.Prepare, phase, () => PrepareAsync(phase.Token)).ConfigureAwait(false);
        if (!HasStopped)
            await HookAsync(HookKind.BeforeScenario, phase, worker.StartAsync).ConfigureAwait(false);
        foreach (var step in scenario.Steps)
        {
            if (HasStopped)
                Finish(new StepResult(step, StepRunStatus.Skipped, Error: null, TimeSpan.Zero));
            else
                await StepAsync(step, phase).ConfigureAwait(false);
        }

        if (!HasStopped)
            await HookAsync(HookKind.AfterScenarioBlock, phase, worker.EndStepsAsync).ConfigureAwait(false);
    }

    private Task PrepareAsync(CancellationToken cancellationToken)
    {
        _context = worker.Begin(scenario);
        _context.ScenarioContainer.RegisterInstanceAs(new ScenarioCancellation(cancellationToken));
        _context.ScenarioContainer.RegisterInstanceAs(scenario);
        _state = options.Prepare?.Invoke(_context.ScenarioContainer, cancellationToken);
        return Task.CompletedTask;
    }

    private async Task StepAsync(Step step, Phase phase)
    {
        events.TryWrite(new StepStarted(scenario, step));
        var start = options.Time.GetTimestamp();
        var escaped = await RunAsync(() => worker.RunAsync(step), phase).ConfigureAwait(false);
        var error = phase.Token.IsCancellationRequested && escaped is OperationCanceledException ? escaped : ErrorOf(_context!);

        // A hook's error is the scenario's where the step had none.
        var isOfHook = escaped is not null && !ReferenceEquals(escaped, error);
        if (escaped is not null && ReferenceEquals(escaped, _context!.TestError))
            (isOfHook, error) = (true, null);
        var (status, told) = Judge(error, $"The step \"{step}\"", phase);
        Finish(new StepResult(step, status, told, options.Time.GetElapsedTime(start)));
        if (isOfHook)
            Tell(new HookFailure(HookKind.AfterStep, step, escaped!));
    }

    private static Exception? ErrorOf(ScenarioContext context) =>
        context.ScenarioExecutionStatus switch
        {
            ScenarioExecutionStatus.OK => null,
            ScenarioExecutionStatus.StepDefinitionPending => context.TestError ?? new PendingStepException(),
            var other => context.TestError ?? new InvalidOperationException($"Reqnroll ended the step as {other}, and did not say why."),
        };

    // It has a time of its own, so that a scenario that took too long is cleaned up after all the same.
    private async Task CleanUpAsync()
    {
        if (_context is null)
            return;
        using var deadline = new CancellationTokenSource(options.CleanupTimeout, options.Time);
        var phase = new Phase(options.CleanupTimeout, deadline.Token, deadline.Token);
        await HookAsync(HookKind.AfterScenario, phase, worker.EndAsync).ConfigureAwait(false);
        if (_isGivenUp)
            worker.GiveUpRunner();
    }

    private async Task HookAsync(HookKind kind, Phase phase, Func<Task> action)
    {
        var error = await RunAsync(action, phase).ConfigureAwait(false);
        if (error is null && kind == HookKind.BeforeScenario)
            error = ErrorOf(_context!);
        if (Judge(error, $"A hook ({kind})", phase).Error is { } told)
            Tell(new HookFailure(kind, Step: null, told));
    }

    private async Task<Exception?> RunAsync(Func<Task> action, Phase phase)
    {
        var error = await Guard.RunAsync(action, phase.Token).ConfigureAwait(false);
        _isGivenUp |= error is not null && phase.Token.IsCancellationRequested;
        return error;
    }

    private static (StepRunStatus Status, Exception? Error) Judge(Exception? error, string what, Phase phase)
    {
        switch (error)
        {
            case null:
                return (StepRunStatus.Passed, null);
            case OperationCanceledException when phase.Deadline.IsCancellationRequested:
                var message = $"{what} had not ended when the time was over ({phase.Limit}).";
                return (StepRunStatus.Failed, new TimeoutException(message, error));
            case OperationCanceledException when phase.Token.IsCancellationRequested:
                return (StepRunStatus.Skipped, error);
            case PendingStepException:
                return (StepRunStatus.Pending, error);
            default:
                return (StepRunStatus.Failed, error);
        }
    }

    private void Finish(StepResult result)
    {
        _results.Add(result);
        events.TryWrite(new StepFinished(scenario, result.Step, result.Status, result.Error, result.Duration));
    }

    private void Tell(HookFailure failure)
    {
        _failures.Add(failure);
        events.TryWrite(new HookFailed(scenario, failure));
    }

    private ScenarioRunStatus Status()
    {
        var errors = _results.Select(r => r.Error).Concat(_failures.Select(f => f.Error)).OfType<Exception>().ToList();
        if (errors.Count == 0)
            return ScenarioRunStatus.Passed;
        if (_results.Exists(r => r.Status == StepRunStatus.Pending) && errors.TrueForAll(e => e is PendingStepException))
            return ScenarioRunStatus.Pending;
        return cancellationToken.IsCancellationRequested && errors.TrueForAll(e => e is OperationCanceledException)
            ? ScenarioRunStatus.Cancelled
            : ScenarioRunStatus.Failed;
    }

    /// <summary>A part of the scenario that has its own time.</summary>
    /// <param name="Limit">How long it may take.</param>
    /// <param name="Deadline">Cancelled when its time is over.</param>
    /// <param name="Token">Cancelled when it must end.</param>
    private sealed record Phase(TimeSpan? Limit, CancellationToken Deadline, CancellationToken Token);
}

/// <summary>Calls what others wrote: it may throw, block, or never end.</summary>
internal static class Guard
{
    /// <summary>
    /// Calls an action on a thread of the pool and waits for its end or for the token, whichever comes first.
    /// </summary>
    /// <returns>What it threw; an <see cref="OperationCanceledException"/> if the token came first; null if it ended well.</returns>
    public static async Task<Exception?> RunAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(cancellationToken);
        var running = Task.Run(action, CancellationToken.None);
        try
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // What it throws after it was given up is looked at, or it would come up as unobserved.
            if (!running.IsCompleted)
                _ = running.ContinueWith(
                    t => t.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default
                );
            return exception;
        }
    }
}
