using System.Collections.Concurrent;
using Conformance.Verification.Scenarios;
using Reqnroll;
using Reqnroll.BoDi;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>How runs end early: timeouts, cancellation, readers that stop; and how scenarios share a run.</summary>
public sealed class RunnerEndingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Stage _stage = new();

    private Counter Prepare(IObjectContainer container, CancellationToken cancellationToken)
    {
        container.RegisterInstanceAs(_stage);
        var counter = new Counter();
        container.RegisterInstanceAs(counter);
        return counter;
    }

    private CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("waits for the token")]
    [InlineData("never ends")]
    [InlineData("blocks")]
    public async Task Fails_a_scenario_that_takes_too_long(string step)
    {
        var clock = new TimerClock();
        var options = new RunnerOptions
        {
            Workers = 1,
            Time = clock,
            ScenarioTimeout = Limit,
            Prepare = Prepare,
        };
        var set = Loaded.Sound(
            $"Feature: f\n  Scenario: s\n    Given nothing\n    When it {step}\n    Then nothing\n  Scenario: next\n    Given nothing\n",
            typeof(Steps)
        );
        var events = new List<RunEvent>();
        await foreach (var happened in new ScenarioRunner(StepBindings.From(typeof(Steps)), options).RunAsync(set.Scenarios, Token))
        {
            events.Add(happened);
            if (happened is StepStarted { Step.Kind: StepKind.When })
            {
                await _stage.Reached.WaitAsync(Token);
                clock.Advance(Limit);
            }
        }

        _stage.Released.Set();
        var ends = events.OfType<ScenarioFinished>().ToList();
        Assert.Equal([ScenarioRunStatus.Failed, ScenarioRunStatus.Passed], ends.Select(e => e.Status));
        Assert.Equal([StepRunStatus.Passed, StepRunStatus.Failed, StepRunStatus.Skipped], ends[0].Steps.Select(s => s.Status));
        Assert.IsType<TimeoutException>(ends[0].Steps[1].Error);
        Assert.Empty(ends[0].HookFailures);
        Assert.Equal($"The step \"When it {step}\" had not ended when the time was over (00:00:10).", ends[0].Steps[1].Error!.Message);
        Assert.Equal(Limit, ends[0].Steps[1].Duration);
        Assert.Equal(["cleaned", "cleaned"], _stage.Log);
    }

    [Fact]
    public async Task Gives_up_hooks_that_clean_up_for_too_long()
    {
        var clock = new TimerClock();
        var options = new RunnerOptions
        {
            Workers = 1,
            Time = clock,
            CleanupTimeout = Limit,
            Prepare = Prepare,
        };
        var set = Loaded.Sound(
            "Feature: f\n  @stuck\n  Scenario: s\n    Given nothing\n  Scenario: next\n    Given nothing\n",
            typeof(Steps)
        );
        var events = new List<RunEvent>();
        await foreach (var happened in new ScenarioRunner(StepBindings.From(typeof(Steps)), options).RunAsync(set.Scenarios, Token))
        {
            events.Add(happened);
            if (happened is StepFinished && _stage.Log.IsEmpty && !events.Exists(e => e is ScenarioFinished))
            {
                await _stage.Reached.WaitAsync(Token);
                clock.Advance(Limit);
            }
        }

        var end = events.OfType<ScenarioFinished>().First();
        Assert.Equal(ScenarioRunStatus.Failed, end.Status);
        var failure = Assert.Single(end.HookFailures);
        Assert.IsType<TimeoutException>(failure.Error);
        Assert.Equal("A hook (AfterScenario) had not ended when the time was over (00:00:10).", failure.Error.Message);
        Assert.Equal([ScenarioRunStatus.Failed, ScenarioRunStatus.Passed], events.OfType<ScenarioFinished>().Select(e => e.Status));
    }

    [Fact]
    public async Task Tells_what_did_not_run_when_cancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var options = new RunnerOptions { Workers = 1, Prepare = Prepare };
        var set = Loaded.Sound(
            "Feature: f\n  Scenario: a\n    Given nothing\n  Scenario: b\n    When it never ends\n    Then nothing\n  Scenario: c\n    Given nothing\n  Scenario: d\n    Given nothing\n",
            typeof(Steps)
        );
        var events = new List<RunEvent>();
        await foreach (var happened in new ScenarioRunner(StepBindings.From(typeof(Steps)), options).RunAsync(set.Scenarios, cancel.Token))
        {
            events.Add(happened);
            if (happened is StepStarted { Step.Kind: StepKind.When })
                await cancel.CancelAsync();
        }

        var ends = events.OfType<ScenarioFinished>().ToList();
        Assert.Equal([("a", ScenarioRunStatus.Passed), ("b", ScenarioRunStatus.Cancelled)], ends.Select(e => (e.Scenario.Name, e.Status)));
        Assert.Equal([StepRunStatus.Skipped, StepRunStatus.Skipped], ends[1].Steps.Select(s => s.Status));
        Assert.IsAssignableFrom<OperationCanceledException>(ends[1].Steps[0].Error);
        Assert.Equal(["cleaned", "cleaned"], _stage.Log);
        var last = Assert.IsType<RunFinished>(events[^1]);
        Assert.True(last.Cancelled);
        Assert.Equal(["c", "d"], last.NotRun.Select(s => s.Name));
    }

    [Fact]
    public async Task Runs_nothing_when_cancelled_before()
    {
        var set = Loaded.Sound("Feature: f\n  Scenario: a\n    Given nothing\n", typeof(Steps));
        var events = await Loaded.RunAsync(set, new RunnerOptions(), new CancellationToken(canceled: true), typeof(Steps));
        Assert.Equal(["RunStarted", "RunFinished"], events.Select(e => e.GetType().Name));
        Assert.Equal(set.Scenarios, ((RunFinished)events[^1]).NotRun);
    }

    [Fact]
    public async Task Stops_when_the_reader_stops()
    {
        var options = new RunnerOptions { Workers = 2, Prepare = Prepare };
        var set = Loaded.Sound(
            "Feature: f\n  Scenario Outline: s\n    When it waits for the token\n    Examples:\n      | n |\n"
                + string.Concat(Enumerable.Range(0, 50).Select(i => $"      | {i} |\n")),
            typeof(Steps)
        );
        await foreach (var happened in new ScenarioRunner(StepBindings.From(typeof(Steps)), options).RunAsync(set.Scenarios, Token))
        {
            if (happened is StepStarted)
                break;
        }

        // The reader has left only after the scenarios under way had cleaned up; no other has begun.
        Assert.InRange(_stage.Log.Count, 1, 2);
    }

    [Fact]
    public async Task Loses_no_event_to_a_slow_reader()
    {
        var options = new RunnerOptions { Workers = 4, Prepare = Prepare };
        var set = Loaded.Sound(Outline(200, "Given nothing"), typeof(Steps));
        var events = new List<RunEvent>();
        await foreach (var happened in new ScenarioRunner(StepBindings.From(typeof(Steps)), options).RunAsync(set.Scenarios, Token))
        {
            if (happened is RunStarted)
                await _stage.WaitForLogAsync(200, Token);
            events.Add(happened);
        }

        Assert.Equal(2 + (200 * 4), events.Count);
        Assert.Equal(200, events.OfType<ScenarioFinished>().Select(e => e.Scenario.Id).Distinct().Count());
        Assert.IsType<RunFinished>(events[^1]);
    }

    [Fact]
    public async Task Gives_each_scenario_its_own_instances_and_as_many_workers_as_asked()
    {
        var options = new RunnerOptions { Workers = 8, Prepare = Prepare };
        var events = await Loaded.RunAsync(
            Outline(8, "Given 8 meet", "And it is counted", "And it is counted", "Then the count is 2"),
            options,
            typeof(Steps)
        );
        Assert.Equal(8, events.OfType<ScenarioFinished>().Count(e => e.Status == ScenarioRunStatus.Passed));
        Assert.Equal(8, events.OfType<ScenarioFinished>().Select(e => e.State).Distinct().Count());
        Assert.All(
            events.GroupBy(ScenarioOf).Where(g => g.Key is not null),
            g =>
            {
                Assert.IsType<ScenarioStarted>(g.First());
                Assert.IsType<ScenarioFinished>(g.Last());
                Assert.Equal(g.Key!.Steps, g.OfType<StepFinished>().Select(s => s.Step));
            }
        );
    }

    [Fact]
    public async Task Runs_some_scenarios_alone_and_last_in_their_order()
    {
        var options = new RunnerOptions
        {
            Workers = 4,
            Prepare = Prepare,
            Alone = s => s.Tags.Contains("alone"),
        };
        var text =
            "Feature: f\n"
            + string.Concat(
                Enumerable
                    .Range(0, 30)
                    .Select(i =>
                        $"{(i % 5 == 0 ? "  @alone\n" : "")}  Scenario: s{i}\n    Given nobody else is here, or {(i % 5 == 0 ? "alone" : "together")}\n"
                    )
            );
        var events = await Loaded.RunAsync(text, options, typeof(Steps));
        Assert.All(events.OfType<ScenarioFinished>(), e => Assert.Equal(ScenarioRunStatus.Passed, e.Status));
        Assert.Equal(["s0", "s5", "s10", "s15", "s20", "s25"], events.OfType<ScenarioStarted>().TakeLast(6).Select(e => e.Scenario.Name));
    }

    [Fact]
    public async Task Runs_twenty_thousand_steps()
    {
        var set = Loaded.Sound(Outline(2_000, [.. Enumerable.Repeat("And it is counted", 10)]), typeof(Steps));
        var events = await Loaded.RunAsync(set, new RunnerOptions { Prepare = Prepare }, Token, typeof(Steps));
        var last = Assert.IsType<RunFinished>(events[^1]);
        TestContext.Current.SendDiagnosticMessage($"20,000 steps in {last.Duration.TotalMilliseconds:0} ms");
        Assert.Equal(2_000, events.OfType<ScenarioFinished>().Count(e => e.Status == ScenarioRunStatus.Passed));
    }

    private static string Outline(int rows, params string[] steps) =>
        $"Feature: f\n  Scenario Outline: s\n{string.Concat(steps.Select(s => $"    {s}\n"))}    Examples:\n      | n |\n{string.Concat(Enumerable.Range(0, rows).Select(i => $"      | {i} |\n"))}";

    private static Scenario? ScenarioOf(RunEvent happened) =>
        happened switch
        {
            ScenarioStarted e => e.Scenario,
            StepStarted e => e.Scenario,
            StepFinished e => e.Scenario,
            ScenarioFinished e => e.Scenario,
            _ => null,
        };

    /// <summary>What the scenarios of a test share.</summary>
    private sealed class Stage
    {
        private int _here;
        private int _arrived;

        public ConcurrentQueue<string> Log { get; } = new();

        public SemaphoreSlim Reached { get; } = new(0);

        public ManualResetEventSlim Released { get; } = new();

        private TaskCompletionSource Together { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task MeetAsync(int count)
        {
            if (Interlocked.Increment(ref _arrived) == count)
                Together.SetResult();
            return Together.Task;
        }

        public int Enter() => Interlocked.Increment(ref _here);

        public void Leave() => Interlocked.Decrement(ref _here);

        public async Task WaitForLogAsync(int count, CancellationToken token)
        {
            for (; Log.Count < count; await Task.Yield())
                token.ThrowIfCancellationRequested();
        }
    }

    private sealed class Counter
    {
        public int Count { get; set; }
    }

    [Binding]
    private sealed class Steps(Stage stage, Counter counter, ScenarioCancellation cancellation)
    {
        [StepDefinition("nothing")]
        public static void Nothing() { }

        [When("it waits for the token")]
        public Task WaitForToken()
        {
            stage.Reached.Release();
            return Task.Delay(Timeout.Infinite, cancellation.Token);
        }

        [When("it never ends")]
        public Task NeverEnd()
        {
            stage.Reached.Release();
            return new TaskCompletionSource().Task;
        }

        [When("it blocks")]
        public void Block()
        {
            stage.Reached.Release();
            stage.Released.Wait();
        }

        [Given("{int} meet")]
        public Task Meet(int count) => stage.MeetAsync(count).WaitAsync(cancellation.Token);

        [StepDefinition("it is counted")]
        public void Count() => counter.Count++;

        [Then("the count is {int}")]
        public void Counted(int count) => Assert.Equal(count, counter.Count);

        [Given("nobody else is here, or {word}")]
        public async Task NobodyElse(string word)
        {
            var here = stage.Enter();
            for (var i = 0; i < 20; i++)
                await Task.Yield();
            if (word == "alone")
                Assert.Equal(1, here);
            stage.Leave();
        }

        [AfterScenario]
        public void CleanUp() => stage.Log.Enqueue("cleaned");

        [AfterScenario("@stuck", Order = 1)]
        public Task Stick()
        {
            stage.Reached.Release();
            return new TaskCompletionSource().Task;
        }
    }
}
