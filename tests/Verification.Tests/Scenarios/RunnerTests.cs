using System.Collections.Concurrent;
using Conformance.Verification.Scenarios;
using Reqnroll;
using Reqnroll.BoDi;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>How scenarios run: order, outcomes, hooks.</summary>
public sealed class RunnerTests
{
    private readonly ConcurrentQueue<string> _log = new();

    private RunnerOptions Options =>
        new()
        {
            Workers = 1,
            Prepare = (container, _) =>
            {
                container.RegisterInstanceAs(_log);
                return _log;
            },
        };

    [Fact]
    public async Task Tells_a_scenario_from_its_start_to_its_end()
    {
        var clock = new TimerClock();
        var options = Options with
        {
            Time = clock,
            Prepare = (container, _) =>
            {
                container.RegisterInstanceAs(_log);
                container.RegisterInstanceAs(clock);
                return _log;
            },
        };
        var events = await Loaded.RunAsync(
            "Feature: f\n  Scenario: s\n    Given a step\n    When 3 seconds pass\n    Then another\n",
            options,
            typeof(Steps)
        );
        Assert.Equal(
            [
                "RunStarted",
                "ScenarioStarted",
                "StepStarted",
                "StepFinished",
                "StepStarted",
                "StepFinished",
                "StepStarted",
                "StepFinished",
                "ScenarioFinished",
                "RunFinished",
            ],
            events.Select(e => e.GetType().Name)
        );
        Assert.Equal(["a step", "another"], _log);
        Assert.Equal([0, 3, 0], events.OfType<StepFinished>().Select(e => e.Duration.TotalSeconds));
        Assert.All(events.OfType<StepFinished>(), e => Assert.Equal((StepRunStatus.Passed, null), (e.Status, e.Error)));
        var end = events.End();
        Assert.Equal(
            (ScenarioRunStatus.Passed, 3, clock.GetUtcNow().AddSeconds(-3)),
            (end.Status, end.Duration.TotalSeconds, end.StartedAt)
        );
        Assert.Same(_log, end.State);
        var last = Assert.IsType<RunFinished>(events[^1]);
        Assert.Equal((false, 0, 3), (last.Cancelled, last.NotRun.Count, last.Duration.TotalSeconds));
        Assert.Single(Assert.IsType<RunStarted>(events[0]).Scenarios);
    }

    [Theory]
    [InlineData("it fails", StepRunStatus.Failed, ScenarioRunStatus.Failed, "it fails")]
    [InlineData("it fails later", StepRunStatus.Failed, ScenarioRunStatus.Failed, "it fails later")]
    [InlineData("it fails by value", StepRunStatus.Failed, ScenarioRunStatus.Failed, "it fails by value")]
    [InlineData("it gives up", StepRunStatus.Failed, ScenarioRunStatus.Failed, "it gives up")]
    [InlineData("it is pending", StepRunStatus.Pending, ScenarioRunStatus.Pending, "not yet")]
    public async Task Skips_what_comes_behind_a_step_that_does_not_pass(
        string step,
        StepRunStatus status,
        ScenarioRunStatus scenario,
        string message
    )
    {
        var events = await Loaded.RunAsync(
            $"Feature: f\n  Scenario: s\n    Given a step\n    When {step}\n    Then another\n",
            Options,
            typeof(Steps)
        );
        var end = events.End();
        Assert.Equal(scenario, end.Status);
        Assert.Equal([StepRunStatus.Passed, status, StepRunStatus.Skipped], end.Steps.Select(s => s.Status));
        Assert.Equal(message, end.Steps[1].Error!.Message);
        Assert.IsNotType<System.Reflection.TargetInvocationException>(end.Steps[1].Error);
        Assert.Null(end.Steps[2].Error);
        Assert.Equal(2, events.OfType<StepStarted>().Count());
        Assert.Equal(["a step"], _log);
    }

    [Fact]
    public async Task Runs_hooks_by_order_and_tags()
    {
        var events = await Loaded.RunAsync(
            "Feature: f\n  @a\n  Scenario: s\n    Given a step\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(Hooks)
        );
        Assert.Empty(events.OfType<HookFailed>().Select(f => f.Failure.Error.ToString()));
        Assert.Equal(ScenarioRunStatus.Passed, events.End().Status);
        Assert.Equal(
            [
                "before all",
                "before a",
                "before step a step",
                "a step",
                "after step",
                "before step another",
                "another",
                "after step",
                "after",
                "after last",
            ],
            _log
        );
    }

    [Fact]
    public async Task Runs_hooks_after_steps_and_scenarios_whatever_came_before()
    {
        var events = await Loaded.RunAsync(
            "Feature: f\n  Scenario: s\n    Given it fails\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(Hooks)
        );
        Assert.Equal(ScenarioRunStatus.Failed, events.End().Status);
        Assert.Equal(["before all", "before step it fails", "after step", "after", "after last"], _log);
    }

    [Theory]
    [InlineData("BeforeFeature", HookKind.Feature, "", 0)]
    [InlineData("BeforeScenario", HookKind.BeforeScenario, "", 0)]
    [InlineData("AfterStep", HookKind.AfterStep, "a step", 1)]
    [InlineData("AfterBlock", HookKind.AfterScenarioBlock, "a step, another", 2)]
    [InlineData("AfterScenario", HookKind.AfterScenario, "a step, another", 2)]
    public async Task Fails_the_scenario_when_a_hook_fails(string tag, HookKind kind, string ran, int passed)
    {
        var events = await Loaded.RunAsync(
            $"@{tag}\nFeature: f\n  Scenario: s\n    Given a step\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(FailingHooks)
        );
        var end = events.End();
        Assert.Equal(ScenarioRunStatus.Failed, end.Status);
        Assert.Equal(passed, end.Steps.Count(s => s.Status == StepRunStatus.Passed));
        Assert.Equal(2 - passed, end.Steps.Count(s => s.Status == StepRunStatus.Skipped));
        Assert.Equal(ran, string.Join(", ", _log.Where(l => l != "cleaned")));
        Assert.Equal(kind != HookKind.Feature, _log.Contains("cleaned"));
        var failure = Assert.Single(end.HookFailures);
        Assert.Equal((kind, "broken"), (failure.Kind, failure.Error.Message));
        Assert.Equal(kind == HookKind.AfterStep ? "a step" : null, failure.Step?.Text);
        Assert.Equal(failure, Assert.Single(events.OfType<HookFailed>()).Failure);
    }

    [Fact]
    public async Task Fails_the_step_when_the_hook_before_it_fails()
    {
        var events = await Loaded.RunAsync(
            "@BeforeStep\nFeature: f\n  Scenario: s\n    Given a step\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(FailingHooks)
        );
        Assert.Equal([StepRunStatus.Failed, StepRunStatus.Skipped], events.End().Steps.Select(s => s.Status));
        Assert.Equal("broken", events.End().Steps[0].Error!.Message);
        Assert.Equal(["cleaned"], _log);
    }

    [Fact]
    public async Task Keeps_the_error_of_a_step_when_the_hook_behind_it_fails_too()
    {
        var end = (
            await Loaded.RunAsync(
                "@AfterStep\nFeature: f\n  Scenario: s\n    When it fails\n",
                Options,
                typeof(Steps),
                typeof(FailingHooks)
            )
        ).End();
        Assert.Equal("it fails", end.Steps[0].Error!.Message);
        Assert.Equal((HookKind.AfterStep, "broken"), (end.HookFailures[0].Kind, end.HookFailures[0].Error.Message));
    }

    [Fact]
    public async Task Tells_a_hook_after_the_last_feature_at_the_end_of_the_run()
    {
        var events = await Loaded.RunAsync(
            "@AfterFeature\nFeature: f\n  Scenario: s\n    Given a step\n",
            Options,
            typeof(Steps),
            typeof(FailingHooks)
        );
        Assert.Equal(ScenarioRunStatus.Passed, events.End().Status);
        var failure = Assert.Single(Assert.IsType<RunFinished>(events[^1]).HookFailures);
        Assert.Equal((HookKind.Feature, "broken"), (failure.Kind, failure.Error.Message));
    }

    [Fact]
    public async Task Runs_the_hooks_of_a_feature_once_for_a_worker_that_stays_in_it()
    {
        var text = "  Scenario: s\n    Given a step\n  Scenario: t\n    Given another\n";
        var set = FeatureSet.Load(
            [new FeatureFile("a.feature", "Feature: a\n" + text), new FeatureFile("b.feature", "Feature: b\n" + text)],
            StepBindings.From(typeof(Steps), typeof(FeatureHooks))
        );
        FeatureHooks.Log.Clear();
        await Loaded.RunAsync(set, Options, TestContext.Current.CancellationToken, typeof(Steps), typeof(FeatureHooks));
        Assert.Equal(["before the run", "before a", "after a", "before b", "after b"], FeatureHooks.Log);
    }

    [Fact]
    public async Task Runs_nothing_when_a_hook_before_the_run_fails()
    {
        var events = await Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given a step\n", Options, typeof(Steps), typeof(NoRun));
        var last = Assert.IsType<RunFinished>(events[^1]);
        Assert.Equal("no database", Assert.Single(last.HookFailures).Error.Message);
        Assert.Equal((1, false), (last.NotRun.Count, last.Cancelled));
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Tells_a_failing_preparation_as_a_hook()
    {
        var options = Options with { Prepare = (_, _) => throw new InvalidOperationException("no target") };
        var end = (await Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given a step\n", options, typeof(Steps))).End();
        Assert.Equal((ScenarioRunStatus.Failed, StepRunStatus.Skipped), (end.Status, end.Steps[0].Status));
        Assert.Equal((HookKind.Prepare, "no target"), (end.HookFailures[0].Kind, end.HookFailures[0].Error.Message));
    }

    [Fact]
    public async Task Hands_tables_doc_strings_and_transformed_values_to_steps()
    {
        var events = await Loaded.RunAsync(
            """
            Feature: f
              Scenario: s
                Given rows of x
                  | name | age |
                  | ann  | 3   |
                And people
                  | name | age |
                  | bob  | 4   |
                And text
                  ```json
                  {}
                  ```
                And shade
                  ```
                  dark
                  ```
                And the number 5
            """,
            Options,
            typeof(Arguments)
        );
        Assert.Equal(ScenarioRunStatus.Passed, events.End().Status);
        Assert.Equal(["x: ann 3", "bob", "{}", "Shade { Text = dark }", "6"], _log);
    }

    [Fact]
    public async Task Runs_any_number_of_times()
    {
        var set = Loaded.Sound("Feature: f\n  Scenario: s\n    Given a step\n", typeof(Steps));
        var runner = new ScenarioRunner(StepBindings.From(typeof(Steps)), Options);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(6, await runner.RunAsync(set.Scenarios, TestContext.Current.CancellationToken).CountAsync());
            Assert.Equal(i, _log.Count);
        }
    }

    [Fact]
    public async Task Ends_at_once_when_there_is_nothing_to_run()
    {
        var events = await new ScenarioRunner(StepBindings.From(), Options)
            .RunAsync([], TestContext.Current.CancellationToken)
            .ToListAsync();
        Assert.Equal(["RunStarted", "RunFinished"], events.Select(e => e.GetType().Name));
    }

    [Fact]
    public void Refuses_to_run_without_workers() => Assert.Throws<ArgumentOutOfRangeException>(() => new RunnerOptions { Workers = 0 });

    [Fact]
    public async Task Hands_exceptions_of_its_own_delegates_to_the_reader()
    {
        var options = Options with { Alone = _ => throw new InvalidOperationException("undecided") };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given a step\n", options, typeof(Steps))
        );
        Assert.Equal("undecided", error.Message);
    }

    [Binding]
    private sealed class Steps(ConcurrentQueue<string> log, IObjectContainer scenario)
    {
        [StepDefinition("a step")]
        public void Step() => log.Enqueue("a step");

        [StepDefinition("another")]
        public async ValueTask Another()
        {
            await Task.Yield();
            log.Enqueue("another");
        }

        [When("{int} seconds pass")]
        public void Pass(int seconds) => scenario.Resolve<TimerClock>().Advance(TimeSpan.FromSeconds(seconds));

        [StepDefinition("it fails")]
        public static void ItFails() => throw new InvalidOperationException("it fails");

        [When("it fails later")]
        public static async Task ItFailsLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("it fails later");
        }

        [When("it fails by value")]
        public static async ValueTask ItFailsByValue()
        {
            await Task.Yield();
            throw new InvalidOperationException("it fails by value");
        }

        [When("it gives up")]
        public static void ItGivesUp() => throw new OperationCanceledException("it gives up");

        [When("it is pending")]
        public static void ItIsPending() => throw new PendingStepException("not yet");
    }

    [Binding]
    private sealed class Hooks(ConcurrentQueue<string> log)
    {
        [BeforeScenario("a", Order = 2)]
        public void BeforeA() => log.Enqueue("before a");

        [BeforeScenario("@b", "c")]
        public void BeforeB() => log.Enqueue("before b");

        [BeforeScenario(Order = 1)]
        public void BeforeAll(Scenario scenario) => log.Enqueue("before all" + (scenario.Name == "s" ? "" : "?"));

        [AfterScenario(Order = int.MaxValue)]
        public void AfterLast() => log.Enqueue("after last");

        [AfterScenario]
        public async Task After(ScenarioCancellation cancellation)
        {
            await Task.Yield();
            log.Enqueue(cancellation.Token.IsCancellationRequested ? "after?" : "after");
        }

        [BeforeStep]
        public void BeforeStep(ScenarioContext context) => log.Enqueue($"before step {context.StepContext.StepInfo.Text}");

        [AfterStep]
        public Task AfterStep()
        {
            log.Enqueue("after step");
            return Task.CompletedTask;
        }
    }

    [Binding]
    private sealed class FailingHooks(ConcurrentQueue<string> log)
    {
        [BeforeFeature("BeforeFeature")]
        public static void BeforeFeature() => throw new InvalidOperationException("broken");

        [AfterFeature("AfterFeature")]
        public static void AfterFeature() => throw new InvalidOperationException("broken");

        [AfterScenarioBlock("AfterBlock")]
        public static void AfterBlock(ScenarioContext context)
        {
            if (context.CurrentScenarioBlock == ScenarioBlock.Then)
                throw new InvalidOperationException("broken");
        }

        [BeforeScenario("BeforeScenario")]
        public static void BeforeScenario() => throw new InvalidOperationException("broken");

        [BeforeStep("BeforeStep")]
        public static void BeforeStep() => throw new InvalidOperationException("broken");

        [AfterStep("AfterStep")]
        public static void AfterStep() => throw new InvalidOperationException("broken");

        [AfterScenario("AfterScenario", Order = 3)]
        public static void AfterScenario() => throw new InvalidOperationException("broken");

        [AfterScenario(Order = 2)]
        public void CleanUp() => log.Enqueue("cleaned");
    }

    [Binding]
    private sealed class Arguments(ConcurrentQueue<string> log)
    {
        private readonly int _base = 1;

        [Given("rows of {word}")]
        public void Rows(string word, DataTable table) => log.Enqueue($"{word}: {table.Rows[0]["name"]} {table.Rows[0]["age"]}");

        [Given("people")]
        public void People(IReadOnlyList<Person> people) => log.Enqueue(people[0].Name);

        [Given("text")]
        public void Text(string text) => log.Enqueue(text);

        [Given("shade")]
        public void Shaded(Shade shade) => log.Enqueue(shade.ToString());

        [Given("the {number}")]
        public void Counted(Counted number) => log.Enqueue(number.Value.ToString());

        [StepArgumentTransformation]
        public static IReadOnlyList<Person> ToPeople(DataTable table) => [.. table.Rows.Select(r => new Person(r["name"]))];

        [StepArgumentTransformation]
        public static Shade ToShade(string text) => new(text);

        [StepArgumentTransformation(Name = "number", Regex = @"number (\d+)")]
        public Counted ToNumber(string digits) => new(_base + int.Parse(digits));
    }

    [Binding]
    private static class FeatureHooks
    {
        public static ConcurrentQueue<string> Log { get; } = new();

        [BeforeTestRun]
        public static void BeforeRun() => Log.Enqueue("before the run");

        [BeforeFeature]
        public static void Before(FeatureContext feature) => Log.Enqueue($"before {feature.FeatureInfo.Title}");

        [AfterFeature]
        public static void After(FeatureContext feature) => Log.Enqueue($"after {feature.FeatureInfo.Title}");
    }

    [Binding]
    private static class NoRun
    {
        [BeforeTestRun]
        public static void BeforeRun() => throw new InvalidOperationException("no database");
    }

    private sealed record Shade(string Text);

    private sealed record Person(string Name);

    private sealed record Counted(int Value);
}
