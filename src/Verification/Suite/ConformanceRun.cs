using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Conformance.Documents;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Steps;
using Reqnroll.BoDi;

namespace Conformance.Verification.Suite;

/// <summary>A target that is held against a suite.</summary>
public sealed class ConformanceRun : IDisposable
{
    private readonly ConformanceSuite _suite;
    private readonly Target _target;
    private readonly RunSettings _settings;
    private readonly Secrets _secrets;
    private readonly IssuedSecrets _issued;
    private readonly HttpChannel? _channel;
    private readonly RequestBuilder _requests;
    private readonly ScenarioLock _lock = new();
    private readonly DeadTokens _dead = new();
    private readonly ConcurrentDictionary<Scenario, (ScenarioState State, int Steps, int Told)> _traced = new();
    private string? _loginObstacle;
    private RecordedExchange? _obstacleShown;

    internal ConformanceRun(ConformanceSuite suite, Target target, RunSettings settings)
    {
        (_suite, _target, _settings) = (suite, target, settings);
        _requests = new RequestBuilder(suite.Subject.Contract, target);
        _channel = suite.Subject.Roles.Logout is { } logout ? new HttpChannel(target, logout, settings.Time) : null;
        _secrets = TargetSecrets.Of(target, suite.Subject.Published);
        _issued = new IssuedSecrets(suite.Subject.Contract, target, suite.Subject.Published);
    }

    /// <summary>Every secret value that was used so far: passwords, tokens, configured headers. For a test that looks for them in what a run wrote.</summary>
    public IReadOnlyCollection<string> SecretsUsed => [.. _secrets.Used.Keys];

    /// <summary>Where it answers.</summary>
    internal Uri BaseUrl =>
        _channel?.Address.Url ?? new Uri(_target.BaseUrl.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));

    /// <summary>Runs every scenario. The last event holds the whole result.</summary>
    /// <param name="cancellationToken">Ends the run early; the result then says so.</param>
    public async IAsyncEnumerable<VerificationEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var startedAt = _settings.Time.GetUtcNow();
        var started = _settings.Time.GetTimestamp();
        yield return new ContractStarted(_suite.Contract, _suite.Subject.Contract.Title, BaseUrl, _suite.Scenarios.Length);
        var obstacles = new List<string>();
        var results = new Dictionary<string, ScenarioResult>(StringComparer.Ordinal);
        using var late = new CancellationTokenSource(_settings.TimeLimit ?? Timeout.InfiniteTimeSpan, _settings.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        if (await CanBeginAsync(obstacles, limit.Token))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
            var hasEnough = false;
            await foreach (var happened in ExecuteAsync(_suite.Scenarios, obstacles, stop.Token))
            {
                // Scenarios that were under way end as they may; a run that stops after two failures tells of two, whatever else had ended before it was heard.
                if (hasEnough)
                    continue;
                if (happened is ScenarioJudged { Result: var result })
                {
                    results[result.Id] = result;
                    hasEnough =
                        _settings.MaxFailures is { } most
                        && IsUnexpectedFailure(result)
                        && results.Values.Count(IsUnexpectedFailure) >= most;
                    if (hasEnough)
                        await stop.CancelAsync();
                }

                yield return happened;
            }
        }

        ImmutableArray<ScenarioResult> inOrder =
        [
            .. _suite.Scenarios.Select(s => results.GetValueOrDefault(s.Id)).OfType<ScenarioResult>(),
        ];
        var end = RunEnd.Complete;
        if (obstacles.Count == 0 && inOrder.Length < _suite.Scenarios.Length)
        {
            end =
                late.IsCancellationRequested ? RunEnd.TimeLimit
                : cancellationToken.IsCancellationRequested ? RunEnd.Interrupted
                : RunEnd.MaxFailures;
            var done = $"after {inOrder.Length} of {_suite.Scenarios.Length} scenarios.";
            obstacles.Add(
                end switch
                {
                    RunEnd.TimeLimit => $"The run was ended by {_target.Names.TimeLimit} {done}",
                    RunEnd.Interrupted => $"The run was interrupted {done}",
                    _ => $"The run stopped at {_target.Names.MaxFailures} {done}",
                }
            );
        }

        inOrder = FindingGroups.Settle(SettledReadings.Settle(_suite.Scenarios, inOrder));
        var conclusion = RunConclusion.Of(_suite, inOrder, obstacles, _settings);
        yield return new ContractFinished(
            _suite.Contract,
            new ContractRun
            {
                Contract = _suite.Contract,
                Title = _suite.Subject.Contract.Title,
                ContractFile = BuiltInFiles.Shown(_suite.Subject.Source.Document),
                BaseUrl = BaseUrl,
                IsEmbedded = _settings.IsEmbedded,
                Readings = _suite.Subject.Contract.Readings,
                Requests = _channel?.Sent ?? 0,
                Requirements = conclusion.Requirements,
                Scenarios = inOrder,
                Findings = FindingGroups.Of(inOrder, conclusion.Requirements),
                Features = _suite.Features,
                Obstacles = [.. obstacles],
                ObstacleShown = _obstacleShown,
                Notices = LogoutCoverage.Notices(_suite, inOrder),
                TriesLogout = LogoutCoverage.IsTried(inOrder),
                BaselineFaults = conclusion.BaselineFaults,
                StartedAt = startedAt,
                Duration = _settings.Time.GetElapsedTime(started),
                End = end,
                Outcome = conclusion.Outcome,
            }
        );
    }

    /// <summary>Runs every scenario, and gives back the whole result.</summary>
    /// <param name="cancellationToken">Ends the run early; the result then says so.</param>
    public async Task<ContractRun> RunToEndAsync(CancellationToken cancellationToken = default)
    {
        ContractRun? run = null;
        await foreach (var happened in RunAsync(cancellationToken))
        {
            if (happened is ContractFinished finished)
                run = finished.Run;
        }

        return run!;
    }

    /// <summary>Runs the scenario of an id, as a row of a test project.</summary>
    /// <exception cref="ArgumentException">The suite has none of that id.</exception>
    public Task<ScenarioResult> RunAsync(string id, CancellationToken cancellationToken = default) =>
        RunAsync(
            _suite.Scenarios.FirstOrDefault(s => s.Id == id)
                ?? throw new ArgumentException($"The suite of {_suite.Contract} has no scenario \"{id}\".", nameof(id)),
            cancellationToken
        );

    /// <summary>Runs one scenario, as a row of a test project. One that moves the target's clock waits until no other one runs, and lets none begin meanwhile.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NonconformityException">It never began, because a hook before all scenarios failed.</exception>
    public async Task<ScenarioResult> RunAsync(SuiteScenario scenario, CancellationToken cancellationToken = default)
    {
        using var place = await _lock.EnterAsync(scenario.Tags.Contains(Applicability.NeedsClock), cancellationToken);
        ScenarioResult? result = null;
        var obstacles = new List<string>();
        await foreach (var happened in ExecuteAsync([scenario], obstacles, cancellationToken))
        {
            if (happened is ScenarioJudged finished)
                result = finished.Result;
        }

        if (result is null && obstacles.Count > 0)
            throw new NonconformityException(string.Join(Environment.NewLine, obstacles));
        return result ?? throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>
    /// Gives a scenario of a Reqnroll project what the steps of this library need: call it in a <c>[BeforeScenario]</c> with the scenario's container.
    /// The project names <c>Conformance.Verification</c> among its <c>bindingAssemblies</c>.
    /// </summary>
    /// <param name="scenario">The container of the scenario that begins.</param>
    /// <param name="cancellationToken">Ends the scenario's requests and waits.</param>
    /// <exception cref="ArgumentException">The contract has no operation with the role logout.</exception>
    public void Provide(IObjectContainer scenario, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (_channel is null)
            throw new ArgumentException($"The contract \"{_suite.Contract}\" has no operation with the role logout.", nameof(scenario));
        Prepare(scenario, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _channel?.Dispose();
        _lock.Dispose();
    }

    private async IAsyncEnumerable<VerificationEvent> ExecuteAsync(
        ImmutableArray<SuiteScenario> scenarios,
        List<string> obstacles,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var scenario in scenarios.Where(s => s.ObjectionAt(_target) is not null || _channel is null))
        {
            yield return new ScenarioJudged(
                _suite.Contract,
                ScenarioRecords.NotApplicable(
                    scenario,
                    scenario.ObjectionAt(_target) ?? "The contract has no operation with the role logout.",
                    _settings.Time
                )
            );
        }

        if (_channel is null)
            yield break;
        var byId = new Dictionary<string, SuiteScenario>(StringComparer.Ordinal);
        foreach (var scenario in scenarios.Where(s => s.ObjectionAt(_target) is null))
        {
            if (LeftOut(scenario) is { } reason)
                yield return new ScenarioJudged(
                    _suite.Contract,
                    ScenarioRecords.NotApplicable(scenario, reason, _settings.Time) with
                    {
                        IsLeftOut = true,
                    }
                );
            else
                byId[scenario.Id] = scenario;
        }

        var oneByOne = _suite.Subject.EndsAllSessions || _settings.IsTraced;
        foreach (var group in byId.Values.Select(s => s.Scenario).GroupBy(PhaseOf).OrderBy(g => g.Key))
        {
            var runner = Runner(group.Key != Phase.Together || oneByOne ? 1 : _settings.Workers);
            await foreach (var happened in runner.RunAsync([.. group], cancellationToken))
            {
                switch (happened)
                {
                    case ScenarioStarted begun:
                        yield return new ScenarioBegun(_suite.Contract, begun.Scenario.Id, begun.Scenario.Name);
                        break;
                    case StepStarted begun when _settings.IsTraced:
                        yield return new StepBegun(_suite.Contract, begun.Scenario.Id, begun.Step.ToString());
                        break;
                    case StepFinished { Status: not StepRunStatus.Skipped } ended when _settings.IsTraced:
                        yield return Traced(ended);
                        break;
                    case ScenarioFinished { Status: not ScenarioRunStatus.Cancelled } ended:
                        var result = ScenarioRecords.Of(byId[ended.Scenario.Id], ended);
                        _traced.TryRemove(ended.Scenario, out _);

                        // A logout that ends more than its own session would spoil the scenarios beside it, and the run would tell of faults that there are not.
                        oneByOne |= group.Key == Phase.First && result.Verdict != Verdict.Passed;
                        yield return new ScenarioJudged(_suite.Contract, result);
                        break;
                    case RunFinished { HookFailures: { Count: > 0 } failures }:
                        obstacles.AddRange(failures.Select(ToldOf));
                        break;
                }
            }
        }
    }

    // The scenario may be further on than what is read of it.
    private StepEnded Traced(StepFinished ended)
    {
        var (state, steps, told) = _traced[ended.Scenario];
        var said = state.Conversation.ToEvidence();
        var until = steps < state.ExchangeCounts.Length ? Math.Min(state.ExchangeCounts[steps], said.Length) : said.Length;
        _traced[ended.Scenario] = (state, steps + 1, until);
        return new StepEnded(
            _suite.Contract,
            ended.Scenario.Id,
            ended.Status == StepRunStatus.Passed ? StepOutcome.Passed : StepOutcome.Stopped,
            ended.Error is null ? null : state.Conversation.Redactor.Redact(ended.Error.Message),
            said[Math.Min(told, until)..until]
        );
    }

    private string? LeftOut(SuiteScenario scenario)
    {
        if (scenario.IsRule && scenario.Tags.Contains(Applicability.Undocumented) && !_target.TakesUndocumented)
            return $"Left out: it sends what the contract does not document, and the target is not on this machine. Have it sent with {_target.Names.AllowsUndocumented}.";
        var deeper = Enum.GetValues<RunDepth>()
            .Where(d => d > _settings.Depth && Applicability.TagOf(d) is { } tag && scenario.Tags.Contains(tag))
            .ToList();
        return deeper.Count == 0 ? null : $"Left out: it runs from {_target.Names.DepthOf(deeper[0])} on.";
    }

    private static Phase PhaseOf(Scenario scenario) =>
        scenario.Tags.Contains(Applicability.RunsFirst) ? Phase.First
        : scenario.Tags.Contains(Applicability.RunsApart) ? Phase.Apart
        : scenario.Tags.Contains(Applicability.RunsLast) ? Phase.Last
        : Phase.Together;

    private enum Phase
    {
        First,
        Together,
        Apart,
        Last,
    }

    private ScenarioRunner Runner(int workers) =>
        new(
            _suite.Steps,
            new RunnerOptions
            {
                Workers = workers,
                Prepare = Prepare,
                Alone = s => s.Tags.Contains(Applicability.NeedsClock),
                ScenarioTimeout = _settings.ScenarioTimeout + (_target.WaitForExpiry ?? TimeSpan.Zero),
                Time = _settings.Time,
            }
        );

    private ScenarioState Prepare(IObjectContainer scenario, CancellationToken cancellationToken)
    {
        var state = NewState(cancellationToken, SubjectOf(scenario));
        if (_settings.IsTraced)
            _traced[scenario.Resolve<Scenario>()] = (state, 0, 0);
        scenario.RegisterInstanceAs(state);
        scenario.RegisterInstanceAs<IScenarioTarget>(new ScenarioTarget(state));
        return state;
    }

    // In a project of Reqnroll there is no scenario of ours.
    private ContractUnderTest? SubjectOf(IObjectContainer container) =>
        container.IsRegistered<Scenario>() && container.Resolve<Scenario>() is { } scenario
            ? _suite.Scenarios.FirstOrDefault(s => s.Scenario == scenario)?.Subject
            : null;

    /// <summary>How many requests were sent.</summary>
    internal int Requests => _channel?.Sent ?? 0;

    /// <summary>What a scenario that begins works with, or whatever else asks the target as one.</summary>
    internal ScenarioState NewState(CancellationToken cancellationToken, ContractUnderTest? subject = null) =>
        new(
            subject ?? _suite.Subject,
            _target,
            _requests,
            new Conversation(_channel!, new Redactor(_secrets), _issued, _settings.Time),
            _settings.Time,
            cancellationToken
        )
        {
            LoginObstacle = _loginObstacle,
            Depth = _settings.Depth,
            Dead = _dead,
        };

    private string ToldOf(HookFailure failure)
    {
        var place = failure.Kind == HookKind.BeforeTestRun ? "before the run" : "after a feature";
        return $"A hook {place} failed: {failure.Error.GetType().Name}: {new Redactor(_secrets).Redact(failure.Error.Message)}";
    }

    // What is expected to fail is no reason to stop.
    private bool IsUnexpectedFailure(ScenarioResult result) =>
        result.Verdict == Verdict.Failed && _settings.Baseline?.Entries.Any(e => result.Requirements.Contains(e.Id)) != true;

    /// <summary>Makes first contact with the target.</summary>
    /// <param name="obstacles">Takes what keeps the target from being judged, a sentence each.</param>
    /// <returns>Whether anything can be asked of it.</returns>
    internal async Task<bool> CanBeginAsync(List<string> obstacles, CancellationToken cancellationToken)
    {
        if (_suite.Subject.Roles.Logout is null)
        {
            obstacles.Add(
                $"The contract \"{_suite.Contract}\" has no operation with the role logout, so there is nothing to check. Add x-session to it; specs/README.md shows how."
            );
            return false;
        }

        obstacles.AddRange(_requests.Objections);
        if (obstacles.Count > 0)
            return false;
        (_loginObstacle, _obstacleShown) = (null, null);
        try
        {
            foreach (var user in _target.Users.DefaultIfEmpty())
                await (_target.Setup?.PrepareAsync(user, cancellationToken) ?? Task.CompletedTask);
            var contact = await FirstContact.TryAsync(NewState(cancellationToken));
            if (contact.Obstacle is null)
                return true;
            obstacles.Add(contact.Obstacle);
            _loginObstacle = contact.Obstacle;
            _obstacleShown = contact.Shown;
            return !contact.EndsRun;
        }
        catch (SetupFailedException exception)
        {
            obstacles.Add(new Redactor(_secrets).Redact(exception.Message));
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>How scenarios are run.</summary>
public sealed record RunSettings
{
    /// <summary>How many run at once.</summary>
    public int Workers { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>After how many failed scenarios the run stops, those that are known left out; null for never.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>After how long the whole run is ended; null for never.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How deep it goes, and so how many requests it sends.</summary>
    public RunDepth Depth { get; init; } = RunDepth.Standard;

    /// <summary>Whether warnings fail the run.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether each step is told with what was said in it; scenarios then run one after the other.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Whether the target is a mock that the run started itself.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Failures that are known; null for none.</summary>
    public ExpectedFailures? Baseline { get; init; }

    /// <summary>How long a scenario may take; waiting for tokens to expire is not counted.</summary>
    public TimeSpan ScenarioTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where the time of events comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
