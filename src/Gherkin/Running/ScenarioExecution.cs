using System.Threading.Channels;

namespace Conformance.Gherkin;

/// <summary>One scenario that runs: prepare, hooks, steps, hooks, dispose.</summary>
internal sealed class ScenarioExecution
{
    private readonly RunnerOptions _options;
    private readonly ScenarioContext _context;
    private readonly ChannelWriter<RunEvent> _events;
    private readonly CancellationToken _stop;
    private readonly ILookup<HookKind, Hook> _hooks;
    private readonly List<StepResult> _results = [];
    private readonly List<HookFailure> _failures = [];

    public ScenarioExecution(
        StepBindings bindings,
        RunnerOptions options,
        ScenarioContext context,
        ChannelWriter<RunEvent> events,
        CancellationToken stop
    )
    {
        _options = options;
        _context = context;
        _events = events;
        _stop = stop;
        _hooks = bindings.Hooks.Where(h => h.AppliesTo(context.Scenario)).ToLookup(h => h.Kind);
    }

    private Scenario Scenario => _context.Scenario;

    private bool HasStopped => _failures.Exists(f => f.Status != StepStatus.Passed) || _results.Exists(r => r.Status != StepStatus.Passed);

    public async Task ExecuteAsync()
    {
        var startedAt = _options.Time.GetUtcNow();
        var start = _options.Time.GetTimestamp();
        _events.TryWrite(new ScenarioStarted(Scenario, startedAt));
        await RunStepsAsync().ConfigureAwait(false);
        await CleanUpAsync().ConfigureAwait(false);
        _events.TryWrite(
            new ScenarioFinished(Scenario, Status(), [.. _results], _context, startedAt, _options.Time.GetElapsedTime(start))
            {
                HookFailures = [.. _failures],
            }
        );
    }

    private async Task RunStepsAsync()
    {
        using var deadline = new CancellationTokenSource(_options.ScenarioTimeout ?? Timeout.InfiniteTimeSpan, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop, deadline.Token);
        var phase = Enter(new Phase(_options.ScenarioTimeout, deadline.Token, either.Token));
        if (_options.Prepare is { } prepare)
        {
            await HookAsync(
                    nameof(HookKind.Prepare),
                    HookKind.Prepare,
                    step: null,
                    phase,
                    () =>
                    {
                        prepare(_context);
                        return Task.CompletedTask;
                    }
                )
                .ConfigureAwait(false);
        }

        await HooksAsync(HookKind.BeforeScenario, step: null, phase).ConfigureAwait(false);
        foreach (var step in Scenario.Steps)
        {
            if (HasStopped)
                Finish(new StepResult(step, StepStatus.Skipped, Error: null, TimeSpan.Zero));
            else
                await StepAsync(step, phase).ConfigureAwait(false);
        }
    }

    private async Task StepAsync(Step step, Phase phase)
    {
        await HooksAsync(HookKind.BeforeStep, step, phase).ConfigureAwait(false);
        if (HasStopped)
        {
            Finish(new StepResult(step, StepStatus.Skipped, Error: null, TimeSpan.Zero));
            return;
        }

        _events.TryWrite(new StepStarted(Scenario, step));
        var start = _options.Time.GetTimestamp();
        var error = await Guard
            .RunAsync(() => step.Definition.Target.InvokeAsync(_context, step.Arguments), phase.Token)
            .ConfigureAwait(false);
        var (status, told) = Judge(error, $"The step \"{step}\"", phase);
        Finish(new StepResult(step, status, told, _options.Time.GetElapsedTime(start)));
        await HooksAsync(HookKind.AfterStep, step, phase).ConfigureAwait(false);
    }

    private async Task CleanUpAsync()
    {
        foreach (var hook in _hooks[HookKind.AfterScenario])
            await CleanUpAsync(hook.Name, hook.Kind, () => hook.InvokeAsync(_context, step: null)).ConfigureAwait(false);

        IReadOnlyList<Exception> errors = [];
        await CleanUpAsync(
                nameof(HookKind.Dispose),
                HookKind.Dispose,
                async () =>
                {
                    errors = await _context.DisposeOwnedAsync().ConfigureAwait(false);
                }
            )
            .ConfigureAwait(false);
        foreach (var error in errors)
            Tell(new HookFailure(nameof(HookKind.Dispose), HookKind.Dispose, Step: null, StepStatus.Failed, error));
    }

    // Each has a time of its own, so that one that is stuck does not take it from the others.
    private async Task CleanUpAsync(string name, HookKind kind, Func<Task> action)
    {
        using var deadline = new CancellationTokenSource(_options.CleanupTimeout, _options.Time);
        var phase = Enter(new Phase(_options.CleanupTimeout, deadline.Token, deadline.Token));
        await HookAsync(name, kind, step: null, phase, action).ConfigureAwait(false);
    }

    // Hooks before something stop at the first that fails; those after it all run, if there is time.
    private async Task HooksAsync(HookKind kind, Step? step, Phase phase)
    {
        foreach (var hook in _hooks[kind])
        {
            if (kind == HookKind.AfterStep ? phase.Token.IsCancellationRequested : HasStopped)
                return;
            await HookAsync(hook.Name, kind, step, phase, () => hook.InvokeAsync(_context, step)).ConfigureAwait(false);
        }
    }

    private async Task HookAsync(string name, HookKind kind, Step? step, Phase phase, Func<Task> action)
    {
        var error = await Guard.RunAsync(action, phase.Token).ConfigureAwait(false);
        var (status, told) = Judge(error, $"The hook {name}", phase);
        if (told is not null)
            Tell(new HookFailure(name, kind, step, status, told));
    }

    private (StepStatus Status, Exception? Error) Judge(Exception? error, string what, Phase phase)
    {
        switch (error)
        {
            case null:
                return (StepStatus.Passed, null);
            case OperationCanceledException when phase.Deadline.IsCancellationRequested:
                var message = $"{what} had not ended when the time was over ({phase.Limit}).";
                return (StepStatus.Failed, new TimeoutException(message, error));
            case OperationCanceledException when phase.Token.IsCancellationRequested:
                return (StepStatus.Skipped, error);
            case PendingStepException:
                return (StepStatus.Pending, error);
            default:
                return (_options.StatusOf?.Invoke(_context, error) ?? StepStatus.Failed, error);
        }
    }

    private Phase Enter(Phase phase)
    {
        _context.CancellationToken = phase.Token;
        return phase;
    }

    private void Finish(StepResult result)
    {
        _results.Add(result);
        _events.TryWrite(new StepFinished(Scenario, result.Step, result.Status, result.Error, result.Duration));
    }

    private void Tell(HookFailure failure)
    {
        _failures.Add(failure);
        _events.TryWrite(new HookFailed(Scenario, failure));
    }

    private ScenarioStatus Status()
    {
        var statuses = _results.Select(r => r.Status).Concat(_failures.Select(f => f.Status)).ToHashSet();
        if (statuses.Contains(StepStatus.Failed))
            return ScenarioStatus.Failed;
        if (_results.Exists(r => r.Error is OperationCanceledException) || _failures.Exists(f => f.Error is OperationCanceledException))
            return ScenarioStatus.Cancelled;
        if (statuses.Contains(StepStatus.Pending))
            return ScenarioStatus.Pending;
        return statuses.Contains(StepStatus.Skipped) ? ScenarioStatus.Skipped : ScenarioStatus.Passed;
    }

    /// <summary>A part of the scenario that has its own time.</summary>
    /// <param name="Limit">How long it may take.</param>
    /// <param name="Deadline">Cancelled when its time is over.</param>
    /// <param name="Token">Cancelled when it must end.</param>
    private sealed record Phase(TimeSpan? Limit, CancellationToken Deadline, CancellationToken Token);
}
